package dev.convoy.cnn.data;

import java.util.random.RandomGenerator;

/**
 * Where a glyph stands in a picture.
 *
 * @param radius in pixels
 * @param squeeze height over width
 */
record Pose(
    double centreX, double centreY, double radius, double squeeze, double cosine, double sine) {

  static Pose draw(RandomGenerator random, ImageShape shape) {
    double side = Math.min(shape.height(), shape.width());
    double radius = side * random.nextDouble(0.28, 0.42);
    double tilt = random.nextDouble(-0.25, 0.25);
    return new Pose(
        within(random, shape.width(), radius),
        within(random, shape.height(), radius),
        radius,
        random.nextDouble(0.85, 1.18),
        Math.cos(tilt),
        Math.sin(tilt));
  }

  private static double within(RandomGenerator random, int extent, double radius) {
    double margin = 0.9 * radius;
    return margin + random.nextDouble() * (extent - 2 * margin);
  }

  /** How much of a pixel the glyph covers, 0 to 1. */
  double coverage(Glyph glyph, int x, int y) {
    double dx = (x + 0.5 - centreX) / radius;
    double dy = (y + 0.5 - centreY) / radius;
    double u = cosine * dx + sine * dy;
    double v = (cosine * dy - sine * dx) * squeeze;
    return Math.clamp(0.5 - radius * glyph.distance(u, v), 0.0, 1.0);
  }
}
