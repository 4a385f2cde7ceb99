package dev.convoy.cnn.data;

/** First and second moments of one split's pixels on the scale 0..1. */
final class PixelMoments {

  private static final double LEAST_VARIANCE = 1e-12;

  private final ImageShape shape;
  private final int images;
  private final double[] sums;
  private final double[] channelSquares;

  private PixelMoments(ImageShape shape, int images) {
    this.shape = shape;
    this.images = images;
    this.sums = new double[shape.values()];
    this.channelSquares = new double[shape.channels()];
  }

  /** Takes the moments of a whole split in one pass. */
  static PixelMoments of(ImageSource source) {
    PixelMoments moments = new PixelMoments(source.shape(), source.size());
    float[] pixels = new float[source.shape().values()];
    for (int i = 0; i < source.size(); i++) {
      source.read(i, pixels);
      moments.add(pixels);
    }
    return moments;
  }

  private void add(float[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] /= 255f;
      sums[i] += pixels[i];
    }
    int channels = channelSquares.length;
    for (int c = 0; c < channels; c++) {
      double squares = 0;
      for (int i = c; i < pixels.length; i += channels) {
        squares += (double) pixels[i] * pixels[i];
      }
      channelSquares[c] += squares;
    }
  }

  float[] meanImage() {
    float[] mean = new float[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / images);
    }
    return mean;
  }

  float[] channelMean() {
    float[] mean = new float[shape.channels()];
    for (int c = 0; c < mean.length; c++) {
      mean[c] = (float) meanOf(c);
    }
    return mean;
  }

  /** A channel that never changes gets 1, so that dividing by it leaves it as it is. */
  float[] channelStd() {
    float[] std = new float[shape.channels()];
    for (int c = 0; c < std.length; c++) {
      double mean = meanOf(c);
      double variance = channelSquares[c] / valuesPerChannel() - mean * mean;
      std[c] = variance > LEAST_VARIANCE ? (float) Math.sqrt(variance) : 1;
    }
    return std;
  }

  private double meanOf(int channel) {
    double sum = 0;
    for (int i = channel; i < sums.length; i += shape.channels()) {
      sum += sums[i];
    }
    return sum / valuesPerChannel();
  }

  private double valuesPerChannel() {
    return (double) images * shape.height() * shape.width();
  }
}
