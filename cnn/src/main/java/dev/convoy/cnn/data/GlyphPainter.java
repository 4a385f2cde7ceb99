package dev.convoy.cnn.data;

import dev.convoy.cnn.SeededRandom;

/**
 * Paints one glyph with everything about it drawn from a key: place, size, tilt, tones, a sloping
 * ground, a stray stroke and noise. Belongs to one thread; reuses its picture.
 */
final class GlyphPainter {

  private final ImageShape shape;
  private final byte[] picture;
  private final SeededRandom random = new SeededRandom(0);

  GlyphPainter(ImageShape shape) {
    this.shape = shape;
    this.picture = new byte[shape.values()];
  }

  /** The picture as height x width x channels; the next one overwrites it. */
  byte[] paint(Glyph glyph, long key) {
    random.seek(key);
    Pose pose = Pose.draw(random, shape);
    Stroke stroke = Stroke.draw(random, shape);
    Tones tones = Tones.draw(random, shape.channels());
    int at = 0;
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        double inside = pose.coverage(glyph, x, y);
        double stroked = stroke.coverage(x, y);
        double slope = tones.slope((double) x / shape.width(), (double) y / shape.height());
        for (int c = 0; c < shape.channels(); c++) {
          double ground = tones.ground(c) + slope;
          double painted = mix(mix(ground, tones.stroke(c), stroked), tones.ink(c), inside);
          picture[at++] = toByte(painted + tones.noise() * random.nextGaussian());
        }
      }
    }
    return picture;
  }

  private static double mix(double below, double above, double coverage) {
    return below + coverage * (above - below);
  }

  private static byte toByte(double value) {
    return (byte) Math.clamp(Math.round(value), 0, 255);
  }
}
