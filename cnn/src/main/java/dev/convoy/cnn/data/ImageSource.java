package dev.convoy.cnn.data;

/**
 * The labelled images of one split, all of one shape. Any number of threads may read at once.
 * Implementations hold no pixels on the Java heap.
 */
public interface ImageSource {

  /** How many images there are. */
  int size();

  ImageShape shape();

  /** How many classes there are; labels run from 0 to {@code classes() - 1}. */
  int classes();

  /** The class of an image. */
  int label(int index);

  /**
   * Reads one image as height x width x channels, each value between 0 and 255.
   *
   * @param into at least {@code shape().values()} long
   * @throws DataException if the image can't be read
   */
  void read(int index, float[] into);

  /**
   * The shape of one image scaled as for {@link #read} and not cropped; that of all images where
   * they come in one shape.
   */
  default ImageShape wholeShape(int index) {
    return shape();
  }

  /**
   * Reads one image as {@link #read} does, but does not crop it.
   *
   * @param into at least {@code wholeShape(index).values()} long
   * @throws DataException if the image can't be read
   */
  default void readWhole(int index, float[] into) {
    read(index, into);
  }
}
