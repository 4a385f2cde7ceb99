package dev.convoy.cnn.data;

/** Preprocessing, worked out for one image shape: {@code x * factor + summand} for each value. */
final class Normalizer {

  private final float[] factor;
  private final float[] summand;

  Normalizer(float[] factor, float[] summand) {
    this.factor = factor;
    this.summand = summand;
  }

  void apply(float[] pixels) {
    for (int i = 0; i < factor.length; i++) {
      pixels[i] = pixels[i] * factor[i] + summand[i];
    }
  }
}
