package dev.convoy.cnn.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * What a trained network expects done to its input: the kind of preprocessing and the training
 * split's statistics, on the scale 0..1. Stored in the snapshot's JSON and applied again at
 * prediction. Immutable.
 */
public final class PreprocessingStatistics {

  private static final float WHITE = 255f;

  private final Preprocessing preprocessing;
  private final ImageShape shape;
  private final float[] mean;
  private final float[] std;

  /**
   * Restores statistics as they were stored.
   *
   * @param mean one value a channel, or for {@link Preprocessing#MEAN_IMAGE} one for each of height
   *     x width x channels
   * @param std one value a channel
   */
  public PreprocessingStatistics(
      @JsonProperty("preprocessing") Preprocessing preprocessing,
      @JsonProperty("shape") ImageShape shape,
      @JsonProperty("mean") float[] mean,
      @JsonProperty("std") float[] std) {
    int means = preprocessing == Preprocessing.MEAN_IMAGE ? shape.values() : shape.channels();
    if (mean.length != means || std.length != shape.channels()) {
      throw new IllegalArgumentException(
          "Statistics for %s of %s need %d means and %d deviations, not %d and %d"
              .formatted(preprocessing, shape, means, shape.channels(), mean.length, std.length));
    }
    this.preprocessing = preprocessing;
    this.shape = shape;
    this.mean = mean.clone();
    this.std = std.clone();
  }

  static PreprocessingStatistics of(
      Preprocessing preprocessing, ImageShape shape, Supplier<PixelMoments> moments) {
    float[] zeros = new float[shape.channels()];
    float[] ones = new float[shape.channels()];
    Arrays.fill(ones, 1);
    return switch (preprocessing) {
      case NONE -> new PreprocessingStatistics(preprocessing, shape, zeros, ones);
      case MEAN_IMAGE ->
          new PreprocessingStatistics(preprocessing, shape, moments.get().meanImage(), ones);
      case CHANNEL_MEAN ->
          new PreprocessingStatistics(preprocessing, shape, moments.get().channelMean(), ones);
      case CHANNEL_MEAN_STD ->
          new PreprocessingStatistics(
              preprocessing, shape, moments.get().channelMean(), moments.get().channelStd());
    };
  }

  @JsonProperty("preprocessing")
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** The shape of the images they were taken from. */
  @JsonProperty("shape")
  public ImageShape shape() {
    return shape;
  }

  @JsonProperty("mean")
  public float[] mean() {
    return mean.clone();
  }

  @JsonProperty("std")
  public float[] std() {
    return std.clone();
  }

  /**
   * The same as one multiplication and one addition per value, for images of a given shape. A mean
   * image larger than that lends its centre.
   */
  Normalizer normalizer(ImageShape output) {
    float[] factor = new float[output.values()];
    float[] summand = new float[output.values()];
    float[] means = preprocessing == Preprocessing.MEAN_IMAGE ? centre(output) : mean;
    for (int i = 0; i < factor.length; i++) {
      float deviation = std[i % std.length];
      factor[i] = 1 / (WHITE * deviation);
      summand[i] = -means[i % means.length] / deviation;
    }
    return new Normalizer(factor, summand);
  }

  private float[] centre(ImageShape output) {
    ImageBuffer buffer = new ImageBuffer(shape);
    System.arraycopy(mean, 0, buffer.pixels(), 0, mean.length);
    buffer.cropToCentre(output);
    return Arrays.copyOf(buffer.pixels(), output.values());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PreprocessingStatistics that
        && preprocessing == that.preprocessing
        && shape.equals(that.shape)
        && Arrays.equals(mean, that.mean)
        && Arrays.equals(std, that.std);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * preprocessing.hashCode() + Arrays.hashCode(mean)) + Arrays.hashCode(std);
  }

  @Override
  public String toString() {
    return preprocessing + " of " + shape;
  }
}
