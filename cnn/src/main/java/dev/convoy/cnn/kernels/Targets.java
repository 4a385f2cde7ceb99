package dev.convoy.cnn.kernels;

import java.util.Arrays;

/**
 * What the images of a batch are to be taken for: a class each, or two classes by shares, all of it
 * smoothed or not. Filled again and again by one thread at a time.
 */
public final class Targets {

  private final int[] labels;
  private final int[] partners;
  private final float[] shares;
  private double smoothing;

  /** For up to so many images. */
  public Targets(int capacity) {
    labels = new int[capacity];
    partners = new int[capacity];
    shares = new float[capacity];
  }

  /** How many images it is for at most. */
  public int capacity() {
    return labels.length;
  }

  /** Takes an image for one class. */
  public void set(int row, int label) {
    labels[row] = label;
    partners[row] = label;
    shares[row] = 1;
  }

  /** Takes an image for the class it had by {@code share}, and for another by the rest. */
  public void mix(int row, int partner, float share) {
    partners[row] = partner;
    shares[row] = share;
  }

  /** Spreads a share of every target over all classes; 0: none. */
  public void smooth(double share) {
    smoothing = share;
  }

  /** Becomes the plain classes of a batch. */
  void set(int[] classes, int count) {
    System.arraycopy(classes, 0, labels, 0, count);
    System.arraycopy(classes, 0, partners, 0, count);
    Arrays.fill(shares, 0, count, 1);
    smoothing = 0;
  }

  /** Becomes equal to the first {@code count} of another. */
  public void copyFrom(Targets other, int count) {
    System.arraycopy(other.labels, 0, labels, 0, count);
    System.arraycopy(other.partners, 0, partners, 0, count);
    System.arraycopy(other.shares, 0, shares, 0, count);
    smoothing = other.smoothing;
  }

  /** The class of each image, that of the larger share. */
  public int[] labels() {
    return labels;
  }

  /** An image's other class; its label if it has none. */
  public int partner(int row) {
    return partners[row];
  }

  /** How much of an image is its label. */
  public float share(int row) {
    return shares[row];
  }

  /** The share of every target that is spread over all classes. */
  public double smoothing() {
    return smoothing;
  }

  /** What a class of so many should have as probability in a row. */
  public double of(int row, int c, int classes) {
    double label = c == labels[row] ? shares[row] : 0;
    double partner = c == partners[row] ? 1 - shares[row] : 0;
    return (1 - smoothing) * (label + partner) + smoothing / classes;
  }
}
