package dev.convoy.cnn.data;

/** How much of an image is read. */
enum Framing {
  /** What all images are cropped to. */
  CROPPED {
    @Override
    void read(ImageSource source, int index, ImageBuffer into) {
      into.reset(source.shape());
      source.read(index, into.pixels());
    }
  },
  /** All of it, for what cuts a window of its own. */
  WHOLE {
    @Override
    void read(ImageSource source, int index, ImageBuffer into) {
      into.reset(source.wholeShape(index));
      source.readWhole(index, into.pixels());
    }
  };

  abstract void read(ImageSource source, int index, ImageBuffer into);
}
