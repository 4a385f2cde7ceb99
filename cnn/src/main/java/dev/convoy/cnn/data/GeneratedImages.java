package dev.convoy.cnn.data;

import dev.convoy.cnn.SeededRandom;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * A dataset that needs no download: ten shapes in any place, size and tilt, light on dark or dark
 * on light, on an uneven ground, crossed by a stray stroke, under noise. Each image is a function
 * of (seed, index); training and test images have seeds of their own, which no experiment changes.
 * Images are drawn once, when the dataset is opened, into off-heap memory.
 */
final class GeneratedImages {

  static final String NAME = "generated";

  private static final List<Glyph> GLYPHS = List.of(Glyph.values());

  private static final ImageShape USUAL_SHAPE = new ImageShape(1, 28, 28);
  private static final int USUAL_TRAINING = 10_000;
  private static final int USUAL_TEST = 2_000;
  private static final long TRAINING_SEED = 1;
  private static final long TEST_SEED = 2;
  private static final long MOST_BYTES = 1L << 30;

  private GeneratedImages() {}

  static Dataset open(DatasetSpec.Size size) {
    ImageShape shape = size.shape().orElse(USUAL_SHAPE);
    ImageSource training = draw(shape, size.training().orElse(USUAL_TRAINING), TRAINING_SEED);
    ImageSource test = draw(shape, size.test().orElse(USUAL_TEST), TEST_SEED);
    return new Dataset(training, test, GLYPHS.stream().map(Glyph::label).toList());
  }

  /** Draws the first images of a seed; the class of image i is i modulo ten. */
  static ImageSource draw(ImageShape shape, int count, long seed) {
    long bytes = (long) count * shape.values();
    if (bytes > MOST_BYTES) {
      throw new DataException(
          "dataset generated: %d images of %s take %d bytes, more than %d: ask for fewer or smaller"
              .formatted(count, shape, bytes, MOST_BYTES));
    }
    Arena arena = Arena.ofAuto();
    MemorySegment pixels = arena.allocate(bytes);
    MemorySegment labels = arena.allocate(count);
    GlyphPainter painter = new GlyphPainter(shape);
    for (int i = 0; i < count; i++) {
      int label = i % GLYPHS.size();
      labels.set(ValueLayout.JAVA_BYTE, i, (byte) label);
      byte[] image = painter.paint(GLYPHS.get(label), SeededRandom.key(seed, i));
      MemorySegment.copy(
          image, 0, pixels, ValueLayout.JAVA_BYTE, (long) i * image.length, image.length);
    }
    return new ByteImages(
        count,
        shape,
        GLYPHS.size(),
        new ByteImages.Pixels(pixels, 0, shape.values(), ByteImages.Order.ROWS_COLUMNS_CHANNELS),
        new ByteImages.Labels(labels, 0, 1));
  }
}
