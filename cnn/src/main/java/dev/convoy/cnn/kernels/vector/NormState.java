package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.vector.NormLoops.Affine;

/**
 * A batch norm's numbers per channel, by their addresses.
 *
 * @param statistics mean and then inverse standard deviation of the last batch; unused in inference
 * @param epsilon added to the variance
 * @param momentum share of the batch in the running statistics
 */
public record NormState(
    int channels,
    long scale,
    long shift,
    long runningMean,
    long runningVariance,
    long statistics,
    double epsilon,
    double momentum) {

  /** The last batch's mean. */
  float mean(int channel) {
    return Lanes.get(statistics + 4L * channel);
  }

  /** The last batch's inverse standard deviation. */
  float inverseDeviation(int channel) {
    return Lanes.get(statistics + 4L * (channels + channel));
  }

  /**
   * Keeps a batch's statistics and mixes them into the running ones, the variance there unbiased.
   *
   * @param sums of x - offset and of its square
   */
  void keep(ChannelSums sums, float[] offset, long rows) {
    for (int channel = 0; channel < channels; channel++) {
      double shifted = sums.first[channel] / rows;
      double variance = Math.max(0, sums.second[channel] / rows - shifted * shifted);
      double mean = offset[channel] + shifted;
      Lanes.set(statistics + 4L * channel, (float) mean);
      Lanes.set(
          statistics + 4L * (channels + channel), (float) (1 / Math.sqrt(variance + epsilon)));
      mix(runningMean + 4L * channel, mean);
      mix(runningVariance + 4L * channel, rows > 1 ? variance * rows / (rows - 1) : variance);
    }
  }

  /** The norm by the last batch's statistics, for {@code scale x + shift}. */
  void affineOfBatch(Affine affine) {
    for (int channel = 0; channel < channels; channel++) {
      float slope = Lanes.get(scale + 4L * channel) * inverseDeviation(channel);
      affine.scale[channel] = slope;
      affine.shift[channel] =
          (float) (Lanes.get(shift + 4L * channel) - (double) mean(channel) * slope);
    }
  }

  /** The norm by the running statistics. */
  void affineOfRunning(Affine affine) {
    for (int channel = 0; channel < channels; channel++) {
      double variance = Lanes.get(runningVariance + 4L * channel);
      double slope = Lanes.get(scale + 4L * channel) / Math.sqrt(variance + epsilon);
      affine.scale[channel] = (float) slope;
      affine.shift[channel] =
          (float) (Lanes.get(shift + 4L * channel) - Lanes.get(runningMean + 4L * channel) * slope);
    }
  }

  private void mix(long address, double batch) {
    double running = Lanes.get(address);
    Lanes.set(address, (float) (running + momentum * (batch - running)));
  }
}
