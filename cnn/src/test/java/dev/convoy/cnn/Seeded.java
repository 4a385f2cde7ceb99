package dev.convoy.cnn;

import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Shape;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/**
 * Weights and images that Java and Python compute alike, so that fixtures needn't hold them. The
 * other half is src/test/python/seeded.py.
 */
public final class Seeded {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Seeded() {}

  /** Value {@code index} of a tensor of that name, in [0, 1), a multiple of 2^-24. */
  public static double uniform(long nameHash, long index) {
    long z = (index + 1) * GOLDEN + nameHash;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >>> 40) / (double) (1 << 24);
  }

  /** FNV-1a. */
  public static long hash(String name) {
    long h = 0xCBF29CE484222325L;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ (b & 0xff)) * 0x100000001B3L;
    }
    return h;
  }

  /** A parameter or statistic, by what its name says it is, in torchvision's order. */
  public static MemorySegment values(Parameter parameter) {
    long hash = hash(parameter.name());
    float[] values = new float[parameter.elements()];
    long[] extents = parameter.extents();
    double bound = bound(extents);
    for (int i = 0; i < values.length; i++) {
      double u = uniform(hash, i);
      values[i] =
          switch (suffix(parameter.name())) {
            case "running_var" -> (float) (0.5 + u);
            case "running_mean", "bias" -> (float) ((u - 0.5) * 0.4);
            default -> (float) (extents.length == 1 ? 0.5 + u : (2 * u - 1) * bound);
          };
    }
    return Floats.copyOf(values);
  }

  private static double bound(long... extents) {
    long fanIn = 1;
    for (int i = 1; i < extents.length; i++) {
      fanIn *= extents[i];
    }
    return (float) Math.sqrt(6.0 / fanIn);
  }

  private static String suffix(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Labels from 0 to classes - 1. */
  public static int[] labels(int count, int classes) {
    long hash = hash("labels");
    return IntStream.range(0, count).map(i -> (int) (uniform(hash, i) * classes)).toArray();
  }

  /** Images between -1 and 1, as torch has them in N x C x H x W, laid out N x H x W x C. */
  public static MemorySegment images(Shape shape) {
    return images(shape, "images");
  }

  /** Others by another name. */
  public static MemorySegment images(Shape shape, String name) {
    long hash = hash(name);
    float[] values = new float[Math.toIntExact(shape.elements())];
    int pixels = shape.height() * shape.width();
    for (int i = 0; i < values.length; i++) {
      int pixel = i / shape.channels() % pixels;
      int channel = i % shape.channels();
      int image = i / shape.features();
      long index = ((long) image * shape.channels() + channel) * pixels + pixel;
      values[i] = (float) (2 * uniform(hash, index) - 1);
    }
    return Floats.copyOf(values);
  }
}
