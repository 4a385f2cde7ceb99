package dev.convoy.cnn.train;

import dev.convoy.cnn.SeededRandom;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.data.ImageSource;
import dev.convoy.cnn.data.Splits;
import java.util.List;

/** Noisy images of stripes: level, upright, slanted. A small net learns them in a second. */
record Stripes(int size, long seed) implements ImageSource {

  static final int CLASSES = 3;
  private static final ImageShape SHAPE = new ImageShape(1, 16, 16);

  static Splits splits() {
    return new Splits(
        new Stripes(300, 1),
        new Stripes(55, 2),
        new Stripes(60, 3),
        List.of("level", "upright", "slanted"));
  }

  @Override
  public ImageShape shape() {
    return SHAPE;
  }

  @Override
  public int classes() {
    return CLASSES;
  }

  @Override
  public int label(int index) {
    return index % CLASSES;
  }

  @Override
  public void read(int index, float[] into) {
    SeededRandom random = new SeededRandom(SeededRandom.key(seed, index));
    int phase = random.nextInt(4);
    for (int y = 0; y < SHAPE.height(); y++) {
      for (int x = 0; x < SHAPE.width(); x++) {
        int along = label(index) == 0 ? y : label(index) == 1 ? x : x + y;
        boolean lit = (along + phase) % 4 < 2;
        into[y * SHAPE.width() + x] = (lit ? 160 : 60) + 60 * random.nextFloat();
      }
    }
  }
}
