package dev.convoy.cnn.exchange;

import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.snapshot.ElementType;
import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.cnn.snapshot.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/** Images as PyTorch lays them out, N x C x H x W. */
final class NchwImages {

  private static final ValueLayout.OfFloat LITTLE =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final float[] values;
  private final int count;
  private final ImageShape shape;

  private NchwImages(float[] values, int count, ImageShape shape) {
    this.values = values;
    this.count = count;
    this.shape = shape;
  }

  /** A copy of a tensor, which must have four extents, none of them 0. */
  static NchwImages of(Path file, Tensor tensor) {
    List<Long> extents = tensor.shape();
    long largest = extents.stream().mapToLong(Long::longValue).max().orElse(0);
    if (extents.size() != 4
        || extents.contains(0L)
        || largest > Integer.MAX_VALUE
        || tensor.type() != ElementType.F32) {
      throw new SnapshotException(
          file,
          "tensor '%s' is %s %s; images are F32 [N, C, H, W]"
              .formatted(tensor.name(), tensor.type(), extents));
    }
    int[] sides = extents.stream().mapToInt(Math::toIntExact).toArray();
    ImageShape shape = new ImageShape(sides[1], sides[2], sides[3]);
    return new NchwImages(tensor.data().toArray(LITTLE), sides[0], shape);
  }

  int count() {
    return count;
  }

  ImageShape shape() {
    return shape;
  }

  /** Some of them in the order N x H x W x C. */
  MemorySegment channelsLast(int first, int number) {
    int channels = shape.channels();
    int pixels = shape.height() * shape.width();
    float[] turned = new float[number * shape.values()];
    for (int image = 0; image < number; image++) {
      int from = (first + image) * shape.values();
      int to = image * shape.values();
      for (int c = 0; c < channels; c++) {
        for (int pixel = 0; pixel < pixels; pixel++) {
          turned[to + pixel * channels + c] = values[from + c * pixels + pixel];
        }
      }
    }
    return Floats.copyOf(turned);
  }
}
