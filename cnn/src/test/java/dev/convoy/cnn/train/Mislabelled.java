package dev.convoy.cnn.train;

import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.data.ImageSource;
import dev.convoy.cnn.data.Splits;

/** Images under wrong labels: the better a network, the worse its loss over them. */
record Mislabelled(ImageSource images) implements ImageSource {

  /** The same data, whose validation loss doesn't fall. */
  static Splits validation(Splits data) {
    return new Splits(
        data.training(), new Mislabelled(data.validation()), data.test(), data.classNames());
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public ImageShape shape() {
    return images.shape();
  }

  @Override
  public int classes() {
    return images.classes();
  }

  @Override
  public int label(int index) {
    return (images.label(index) + 1) % classes();
  }

  @Override
  public void read(int index, float[] into) {
    images.read(index, into);
  }
}
