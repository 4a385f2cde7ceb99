package dev.convoy.cnn.train;

import dev.convoy.cnn.SeededRandom;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.data.ImageSource;
import dev.convoy.cnn.data.Splits;
import java.util.List;

/** Noisy images of stripes: level, upright, slanted. A small net learns them in a second. */
record Stripes(int size, long seed, int channels) implements ImageSource {

  static final int CLASSES = 3;
  private static final List<String> NAMES = List.of("level", "upright", "slanted");
  private static final int SIDE = 16;

  static Splits splits() {
    return new Splits(new Stripes(300, 1, 1), new Stripes(55, 2, 1), new Stripes(60, 3, 1), NAMES);
  }

  /** Fewer, and each of three noisy colours. */
  static Splits coloured() {
    return new Splits(new Stripes(60, 1, 3), new Stripes(25, 2, 3), new Stripes(20, 3, 3), NAMES);
  }

  @Override
  public ImageShape shape() {
    return new ImageShape(channels, SIDE, SIDE);
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
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int along = label(index) == 0 ? y : label(index) == 1 ? x : x + y;
        boolean lit = (along + phase) % 4 < 2;
        int pixel = (y * SIDE + x) * channels;
        for (int c = 0; c < channels; c++) {
          into[pixel + c] = (lit ? 160 : 60) + 60 * random.nextFloat();
        }
      }
    }
  }
}
