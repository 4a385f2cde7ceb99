package dev.convoy.cnn.data;

import java.util.random.RandomGenerator;

/**
 * A straight line across a picture that means nothing: {@code normalX * x + normalY * y = offset}.
 */
record Stroke(double normalX, double normalY, double offset, double halfWidth) {

  static Stroke draw(RandomGenerator random, ImageShape shape) {
    double direction = random.nextDouble(2 * Math.PI);
    double normalX = Math.cos(direction);
    double normalY = Math.sin(direction);
    double throughX = random.nextDouble() * shape.width();
    double throughY = random.nextDouble() * shape.height();
    return new Stroke(
        normalX, normalY, normalX * throughX + normalY * throughY, random.nextDouble(0.2, 0.8));
  }

  /** How much of a pixel the stroke covers, 0 to 1. */
  double coverage(int x, int y) {
    double distance = Math.abs(normalX * (x + 0.5) + normalY * (y + 0.5) - offset) - halfWidth;
    return Math.clamp(0.5 - distance, 0.0, 1.0);
  }
}
