package dev.convoy.cnn.kernels;

/**
 * The extent of an activation. In memory the order is NHWC: channels vary fastest. A vector of
 * features is {@code batch x features x 1 x 1}.
 */
public record Shape(int batch, int channels, int height, int width) {

  /** Refuses an empty extent. */
  public Shape {
    if (batch < 1 || channels < 1 || height < 1 || width < 1) {
      throw new ShapeException("shape " + text(batch, channels, height, width) + " is empty");
    }
  }

  /** A batch of feature vectors. */
  public static Shape features(int batch, int features) {
    return new Shape(batch, features, 1, 1);
  }

  /** Number of values. */
  public long elements() {
    return (long) batch * channels * height * width;
  }

  /** Number of pixels over the batch: rows of {@link #channels} values each. */
  public long pixels() {
    return (long) batch * height * width;
  }

  /** Values of one image. */
  public int features() {
    return channels * height * width;
  }

  @Override
  public String toString() {
    return text(batch, channels, height, width);
  }

  private static String text(int batch, int channels, int height, int width) {
    return batch + "x" + channels + "x" + height + "x" + width;
  }
}
