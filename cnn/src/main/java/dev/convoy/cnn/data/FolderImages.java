package dev.convoy.cnn.data;

import java.util.List;

/** Images decoded from their files each time they are read, brought to one shape. */
record FolderImages(List<Entry> entries, ImageShape shape, int classes) implements ImageSource {

  record Entry(ImageFile file, int label) {}

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
    ImageScaler.scale(entries.get(index).file().decode(shape), shape, into);
  }
}
