package dev.convoy.cnn.ensemble;

import dev.convoy.cnn.data.ImageSource;
import java.util.List;

/** Class probabilities of a number of images, {@code images x classes}. */
public final class Probabilities {

  private final float[][] rows;

  /** Takes over the rows, one an image. */
  public Probabilities(float[][] rows) {
    this.rows = rows;
  }

  /**
   * The mean of several networks' answers for the same images.
   *
   * @throws IllegalArgumentException if there are none, or their extents differ
   */
  public static Probabilities average(List<Probabilities> members) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("an ensemble needs at least one member");
    }
    float[][] first = members.getFirst().rows;
    float[][] mean = new float[first.length][];
    for (int image = 0; image < first.length; image++) {
      mean[image] = mean(members, image, first[image].length);
    }
    return new Probabilities(mean);
  }

  private static float[] mean(List<Probabilities> members, int image, int classes) {
    double[] sum = new double[classes];
    for (Probabilities member : members) {
      if (member.rows.length <= image || member.rows[image].length != classes) {
        throw new IllegalArgumentException("members answer for different images or classes");
      }
      for (int c = 0; c < classes; c++) {
        sum[c] += member.rows[image][c];
      }
    }
    float[] mean = new float[classes];
    for (int c = 0; c < classes; c++) {
      mean[c] = (float) (sum[c] / members.size());
    }
    return mean;
  }

  /** As they are, one an image; not to be changed. */
  float[][] rows() {
    return rows;
  }

  /** The most probable class of an image; of several alike the first. */
  public int best(int image) {
    float[] row = rows[image];
    int best = 0;
    for (int c = 1; c < row.length; c++) {
      best = row[c] > row[best] ? c : best;
    }
    return best;
  }

  /**
   * Mean cross-entropy against the true classes, in nats; infinite if one is held impossible, NaN
   * if an answer is NaN.
   */
  public double crossEntropy(ImageSource images) {
    double sum = 0;
    for (int image = 0; image < rows.length; image++) {
      sum -= Math.log(rows[image][images.label(image)]);
    }
    return sum / rows.length;
  }

  /**
   * Share of the images whose most probable class is the true one, in [0, 1]; an answer with a NaN
   * in it is wrong.
   */
  public double accuracy(ImageSource images) {
    int hits = 0;
    for (int image = 0; image < rows.length; image++) {
      hits += !isBroken(image) && best(image) == images.label(image) ? 1 : 0;
    }
    return (double) hits / rows.length;
  }

  private boolean isBroken(int image) {
    boolean broken = false;
    for (float probability : rows[image]) {
      broken |= Float.isNaN(probability);
    }
    return broken;
  }
}
