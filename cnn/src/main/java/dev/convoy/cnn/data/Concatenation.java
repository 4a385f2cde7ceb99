package dev.convoy.cnn.data;

import java.util.List;

/** Several sources of one kind, one after the other. */
final class Concatenation implements ImageSource {

  private final List<ImageSource> parts;
  private final int[] firsts;
  private final int size;

  Concatenation(List<ImageSource> parts) {
    this.parts = List.copyOf(parts);
    this.firsts = new int[parts.size()];
    int count = 0;
    for (int part = 0; part < firsts.length; part++) {
      firsts[part] = count;
      count = Math.addExact(count, parts.get(part).size());
    }
    this.size = count;
  }

  private int partOf(int index) {
    int part = firsts.length - 1;
    while (firsts[part] > index) {
      part--;
    }
    return part;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public ImageShape shape() {
    return parts.getFirst().shape();
  }

  @Override
  public int classes() {
    return parts.getFirst().classes();
  }

  @Override
  public int label(int index) {
    int part = partOf(index);
    return parts.get(part).label(index - firsts[part]);
  }

  @Override
  public void read(int index, float[] into) {
    int part = partOf(index);
    parts.get(part).read(index - firsts[part], into);
  }

  @Override
  public ImageShape wholeShape(int index) {
    int part = partOf(index);
    return parts.get(part).wholeShape(index - firsts[part]);
  }

  @Override
  public void readWhole(int index, float[] into) {
    int part = partOf(index);
    parts.get(part).readWhole(index - firsts[part], into);
  }
}
