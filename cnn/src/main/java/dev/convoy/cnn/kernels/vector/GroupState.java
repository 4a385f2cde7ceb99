package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.vector.NormLoops.Affine;

/**
 * A group norm's numbers, by their addresses.
 *
 * @param groups into which the channels are cut
 * @param pixels of an image
 * @param statistics means, image by image and group by group, then inverse standard deviations
 */
public record GroupState(
    int images,
    int channels,
    int groups,
    long pixels,
    long scale,
    long shift,
    long statistics,
    double epsilon) {

  int channelsOfGroup() {
    return channels / groups;
  }

  /** Numbers of a group in an image. */
  double values() {
    return (double) pixels * channelsOfGroup();
  }

  float mean(int image, int group) {
    return Lanes.get(statistics + 4L * (image * groups + group));
  }

  float inverseDeviation(int image, int group) {
    return Lanes.get(statistics + 4L * ((images + image) * groups + group));
  }

  float scaleOf(int channel) {
    return Lanes.get(scale + 4L * channel);
  }

  /**
   * Keeps an image's moments.
   *
   * @param sums of x - offset and of its square
   */
  void keep(int image, ChannelSums sums, float[] offset) {
    for (int group = 0; group < groups; group++) {
      int begin = group * channelsOfGroup();
      int end = begin + channelsOfGroup();
      double total = 0;
      for (int channel = begin; channel < end; channel++) {
        total += sums.first[channel] + (double) offset[channel] * pixels;
      }
      double mean = total / values();
      double squares = 0;
      for (int channel = begin; channel < end; channel++) {
        double away = mean - offset[channel];
        squares += sums.second[channel] + away * (away * pixels - 2 * sums.first[channel]);
      }
      double variance = Math.max(0, squares / values());
      Lanes.set(statistics + 4L * (image * groups + group), (float) mean);
      Lanes.set(
          statistics + 4L * ((images + image) * groups + group),
          (float) (1 / Math.sqrt(variance + epsilon)));
    }
  }

  /** An image's norm, for {@code scale x + shift}. */
  void affine(int image, Affine affine) {
    for (int channel = 0; channel < channels; channel++) {
      int group = channel / channelsOfGroup();
      float slope = scaleOf(channel) * inverseDeviation(image, group);
      affine.scale[channel] = slope;
      affine.shift[channel] =
          (float) (Lanes.get(shift + 4L * channel) - (double) mean(image, group) * slope);
    }
  }
}
