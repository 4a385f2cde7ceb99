package dev.convoy.cnn.data;

/** Some of another source's images. */
final class Subset implements ImageSource {

  private final ImageSource whole;
  private final int[] indices;

  Subset(ImageSource whole, int[] indices) {
    this.whole = whole;
    this.indices = indices;
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
}
