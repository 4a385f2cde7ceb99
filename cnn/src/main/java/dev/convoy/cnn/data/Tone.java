package dev.convoy.cnn.data;

/** Changes of tone and colour between black, 0, and white, 255. */
final class Tone {

  static final int COLOURS = 3;

  private static final float WHITE = 255;

  private Tone() {}

  /** The luma of a colour (ITU-R BT.601). */
  static float luma(float red, float green, float blue) {
    return 0.299f * red + 0.587f * green + 0.114f * blue;
  }

  /** The mean over all pixels and channels. */
  static float mean(ImageBuffer image) {
    int values = image.shape().values();
    double sum = 0;
    for (int i = 0; i < values; i++) {
      sum += image.pixels()[i];
    }
    return (float) (sum / values);
  }

  /** Moves all values away from a tone by a factor. */
  static void spread(ImageBuffer image, float factor, float tone) {
    float[] pixels = image.pixels();
    int values = image.shape().values();
    for (int i = 0; i < values; i++) {
      pixels[i] = mix(tone, pixels[i], factor);
    }
  }

  /** Moves each pixel of a colour image away from its own grey by a factor. */
  static void saturate(ImageBuffer image, float factor) {
    float[] pixels = image.pixels();
    int values = image.shape().values();
    for (int i = 0; i < values; i += COLOURS) {
      float grey = luma(pixels[i], pixels[i + 1], pixels[i + 2]);
      for (int c = 0; c < COLOURS; c++) {
        pixels[i + c] = mix(grey, pixels[i + c], factor);
      }
    }
  }

  private static float mix(float tone, float value, float factor) {
    return Math.clamp(tone + factor * (value - tone), 0, WHITE);
  }
}
