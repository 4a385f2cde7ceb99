package dev.convoy.cnn.data;

import java.util.Arrays;

/** Some of another source's images. */
public final class Subset implements ImageSource {

  private static final long SAMPLE = 1;

  private final ImageSource whole;
  private final int[] indices;

  Subset(ImageSource whole, int[] indices) {
    this.whole = whole;
    this.indices = indices;
  }

  /** Some images at random, always the same ones, in the source's order. */
  public static ImageSource sample(ImageSource whole, int count) {
    int[] chosen = Arrays.copyOf(EpochOrder.shuffled(whole.size(), SAMPLE), count);
    Arrays.sort(chosen);
    return new Subset(whole, chosen);
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public ImageShape shape() {
    return whole.shape();
  }

  @Override
  public int classes() {
    return whole.classes();
  }

  @Override
  public int label(int index) {
    return whole.label(indices[index]);
  }

  @Override
  public void read(int index, float[] into) {
    whole.read(indices[index], into);
  }

  @Override
  public ImageShape wholeShape(int index) {
    return whole.wholeShape(indices[index]);
  }

  @Override
  public void readWhole(int index, float[] into) {
    whole.readWhole(indices[index], into);
  }
}
