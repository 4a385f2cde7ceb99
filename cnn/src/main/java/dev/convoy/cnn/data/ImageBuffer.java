package dev.convoy.cnn.data;

import java.util.Arrays;

/**
 * The image an augmentation works on, height x width x channels, with a second buffer to build the
 * next version in. Belongs to one thread; grows to the largest shape it has held, then allocates
 * nothing.
 */
public final class ImageBuffer {

  private ImageShape shape;
  private float[] pixels;
  private float[] spare;

  ImageBuffer(ImageShape shape) {
    this.shape = shape;
    this.pixels = new float[shape.values()];
    this.spare = new float[shape.values()];
  }

  ImageShape shape() {
    return shape;
  }

  /** The values now; {@link #swap} makes another array of it. May be longer than the image. */
  float[] pixels() {
    return pixels;
  }

  /** Starts over with an image of another shape, whose values are yet to be written. */
  void reset(ImageShape next) {
    shape = next;
    if (pixels.length < next.values()) {
      pixels = new float[next.values()];
    }
  }

  /** A buffer with undefined content, as large as a shape needs, to build the next image in. */
  float[] spare(ImageShape next) {
    if (spare.length < next.values()) {
      spare = new float[next.values()];
    }
    return spare;
  }

  /** Makes the spare buffer, now filled with an image of this shape, the current one. */
  void swap(ImageShape next) {
    float[] former = pixels;
    pixels = spare;
    spare = former;
    shape = next;
  }

  /**
   * Replaces the image by a window of it. Where the window reaches outside, the image is black.
   *
   * @param top the window's first row in the image, which may be negative
   * @param left its first column, likewise
   */
  void crop(int top, int left, int height, int width) {
    ImageShape window = shape(height, width);
    float[] target = spare(window);
    int channels = shape.channels();
    int from = Math.max(0, -left);
    int to = Math.min(width, shape.width() - left);
    for (int y = 0; y < height; y++) {
      int row = y * width * channels;
      int source = top + y;
      if (source < 0 || source >= shape.height() || to <= from) {
        Arrays.fill(target, row, row + width * channels, 0);
      } else {
        Arrays.fill(target, row, row + from * channels, 0);
        int start = (source * shape.width() + left + from) * channels;
        System.arraycopy(pixels, start, target, row + from * channels, (to - from) * channels);
        Arrays.fill(target, row + to * channels, row + width * channels, 0);
      }
    }
    swap(window);
  }

  /** Crops, or pads with black, evenly on all sides. */
  void cropToCentre(ImageShape target) {
    if (target.height() != shape.height() || target.width() != shape.width()) {
      int top = Math.floorDiv(shape.height() - target.height(), 2);
      int left = Math.floorDiv(shape.width() - target.width(), 2);
      crop(top, left, target.height(), target.width());
    }
  }

  /** Mirrors the image, left to right. */
  void mirror() {
    int channels = shape.channels();
    int rowLength = shape.width() * channels;
    float[] target = spare(shape);
    for (int row = 0; row < shape.height() * rowLength; row += rowLength) {
      for (int x = 0; x < rowLength; x += channels) {
        for (int c = 0; c < channels; c++) {
          target[row + rowLength - channels - x + c] = pixels[row + x + c];
        }
      }
    }
    swap(shape);
  }

  /**
   * Replaces the image by a linear map of it about its centre. Where the map reaches outside, the
   * image is black. The matrix takes offsets in the new image to offsets in the old one.
   */
  void warp(double xx, double xy, double yx, double yy) {
    float[] target = spare(shape);
    double centreX = (shape.width() - 1) / 2.0;
    double centreY = (shape.height() - 1) / 2.0;
    for (int y = 0, at = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++, at += shape.channels()) {
        double dx = x - centreX;
        double dy = y - centreY;
        sample(centreX + xx * dx + xy * dy, centreY + yx * dx + yy * dy, target, at);
      }
    }
    swap(shape);
  }

  /** Replaces the image by a window of it, scaled to another shape. The window lies inside. */
  void cropAndScale(double top, double left, double height, double width, ImageShape next) {
    float[] target = spare(next);
    double stepX = width / next.width();
    double stepY = height / next.height();
    for (int y = 0, at = 0; y < next.height(); y++) {
      double sourceY = Math.clamp(top + (y + 0.5) * stepY - 0.5, 0, shape.height() - 1.0);
      for (int x = 0; x < next.width(); x++, at += next.channels()) {
        double sourceX = Math.clamp(left + (x + 0.5) * stepX - 0.5, 0, shape.width() - 1.0);
        sample(sourceX, sourceY, target, at);
      }
    }
    swap(next);
  }

  /** Writes all channels of the image at a place between pixels, bilinearly; black outside. */
  private void sample(double x, double y, float[] target, int at) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    float right = (float) (x - left);
    float below = (float) (y - top);
    for (int c = 0; c < shape.channels(); c++) {
      float upper = mix(value(left, top, c), value(left + 1, top, c), right);
      float lower = mix(value(left, top + 1, c), value(left + 1, top + 1, c), right);
      target[at + c] = mix(upper, lower, below);
    }
  }

  private static float mix(float one, float other, float share) {
    return one + share * (other - one);
  }

  private float value(int x, int y, int channel) {
    boolean inside = x >= 0 && x < shape.width() && y >= 0 && y < shape.height();
    return inside ? pixels[(y * shape.width() + x) * shape.channels() + channel] : 0;
  }

  private ImageShape shape(int height, int width) {
    boolean same = height == shape.height() && width == shape.width();
    return same ? shape : new ImageShape(shape.channels(), height, width);
  }
}
