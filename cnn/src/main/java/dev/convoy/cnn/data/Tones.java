package dev.convoy.cnn.data;

import java.util.random.RandomGenerator;

/** The grey or colour tones of one generated picture, on the scale 0 to 255. */
final class Tones {

  private static final double LEAST_CONTRAST = 60;
  private static final double MOST_CONTRAST = 150;
  private static final double MOST_SLOPE = 40;
  private static final double LEAST_NOISE = 5;
  private static final double MOST_NOISE = 25;

  private final double[] ground;
  private final double[] ink;
  private final double[] stroke;
  private final double slopeX;
  private final double slopeY;
  private final double noise;

  private Tones(RandomGenerator random, int channels) {
    ground = new double[channels];
    ink = new double[channels];
    stroke = new double[channels];
    double contrast = random.nextDouble(LEAST_CONTRAST, MOST_CONTRAST);
    double sign = random.nextBoolean() ? 1 : -1;
    for (int c = 0; c < channels; c++) {
      ground[c] = 127.5 - sign * contrast / 2 + random.nextDouble(-40, 40);
      ink[c] = ground[c] + sign * contrast * random.nextDouble(0.8, 1.2);
      stroke[c] = ground[c] + random.nextDouble(-MOST_CONTRAST, MOST_CONTRAST);
    }
    slopeX = random.nextDouble(-MOST_SLOPE, MOST_SLOPE);
    slopeY = random.nextDouble(-MOST_SLOPE, MOST_SLOPE);
    noise = random.nextDouble(LEAST_NOISE, MOST_NOISE);
  }

  static Tones draw(RandomGenerator random, int channels) {
    return new Tones(random, channels);
  }

  double ground(int channel) {
    return ground[channel];
  }

  double ink(int channel) {
    return ink[channel];
  }

  double stroke(int channel) {
    return stroke[channel];
  }

  /** How much brighter the ground is at a place, each coordinate between 0 and 1. */
  double slope(double x, double y) {
    return slopeX * (x - 0.5) + slopeY * (y - 0.5);
  }

  /** The noise's standard deviation. */
  double noise() {
    return noise;
  }
}
