package dev.convoy.cnn.data;

import java.util.List;

/** Images decoded from their files each time they are read, brought to one shape. */
record FolderImages(List<Entry> entries, ImageShape shape, int classes) implements ImageSource {

  /** Beyond so many times the height or width of all images, a whole one is cut off too. */
  private static final int LONGEST = 4;

  record Entry(ImageFile file, ImageFile.Extent extent, int label) {}

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public int label(int index) {
    return entries.get(index).label();
  }

  @Override
  public void read(int index, float[] into) {
    scale(index, shape, into);
  }

  @Override
  public ImageShape wholeShape(int index) {
    ImageFile.Extent extent = entries.get(index).extent();
    ImageShape covering = ImageScaler.covering(extent.width(), extent.height(), shape);
    return new ImageShape(
        shape.channels(),
        Math.min(covering.height(), LONGEST * shape.height()),
        Math.min(covering.width(), LONGEST * shape.width()));
  }

  @Override
  public void readWhole(int index, float[] into) {
    scale(index, wholeShape(index), into);
  }

  private void scale(int index, ImageShape wanted, float[] into) {
    ImageScaler.scale(entries.get(index).file().decode(wanted), wanted, into);
  }
}
