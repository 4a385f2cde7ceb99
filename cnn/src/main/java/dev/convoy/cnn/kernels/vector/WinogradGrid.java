package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.Shape;

/**
 * The tiles that Winograd's F(2x2, 3x3) cuts the maps of a batch into, row by row: each makes 2x2
 * pixels of the output from 4x4 of the input, whose extents are the same. Maps have even sides.
 * Offsets are in bytes from an image's first value; a pixel outside the map is replaced by any
 * inside it and counts by a factor of 0.
 */
final class WinogradGrid {

  /** Values of a transformed tile, per channel. */
  static final int FREQUENCIES = 16;

  private static final int SIDE = 4;

  /** Channels of a map. */
  final int channels;

  /** Bytes of a pixel. */
  final long pixel;

  /** Bytes of a row of pixels. */
  final long line;

  /** By tile, where its first row of the input begins, the second, and the last. */
  final long[] firstRow;

  final long[] innerRow;

  final long[] lastRow;

  /** By tile, where its inner 2x2 pixels begin. */
  final long[] inner;

  /** By tile, the sign by which the first row counts, and the last: -1 or 0. */
  final float[] top;

  final float[] bottom;

  /** By column of a transformed tile and by tile, the two columns of pixels it is made from. */
  final long[][] column = new long[SIDE][];

  final long[][] otherColumn = new long[SIDE][];

  /** By column of a transformed tile and by tile, how often the first of the two is added. */
  final float[][] factor = new float[SIDE][];

  private final int batch;
  private final long image;

  WinogradGrid(Shape shape, int channels) {
    this.channels = channels;
    batch = shape.batch();
    pixel = 4L * channels;
    line = shape.width() * pixel;
    image = shape.height() * line;
    int across = shape.width() / 2;
    int tiles = across * (shape.height() / 2);
    firstRow = new long[tiles];
    innerRow = new long[tiles];
    lastRow = new long[tiles];
    inner = new long[tiles];
    top = new float[tiles];
    bottom = new float[tiles];
    for (int i = 0; i < SIDE; i++) {
      column[i] = new long[tiles];
      otherColumn[i] = new long[tiles];
      factor[i] = new float[tiles];
    }
    for (int tile = 0; tile < tiles; tile++) {
      rows(tile, 2 * (tile / across), shape.height());
      columns(tile, 2 * (tile % across), shape.width());
    }
  }

  private void rows(int tile, int row, int height) {
    firstRow[tile] = Math.max(row - 1, 0) * line;
    innerRow[tile] = row * line;
    lastRow[tile] = Math.min(row + 2, height - 1) * line;
    top[tile] = row == 0 ? 0 : -1;
    bottom[tile] = row + 2 == height ? 0 : -1;
  }

  private void columns(int tile, int left, int width) {
    long first = Math.max(left - 1, 0) * pixel;
    long second = left * pixel;
    long third = second + pixel;
    long last = Math.min(left + 2, width - 1) * pixel;
    inner[tile] = innerRow[tile] + second;
    pair(tile, 0, first, third, left == 0 ? 0 : -1);
    pair(tile, 1, second, third, 1);
    pair(tile, 2, second, third, -1);
    pair(tile, 3, last, second, left + 2 == width ? 0 : -1);
  }

  private void pair(int tile, int index, long added, long other, float times) {
    column[index][tile] = added;
    otherColumn[index][tile] = other;
    factor[index][tile] = times;
  }

  /** Tiles of an image. */
  int imageTiles() {
    return inner.length;
  }

  /** Tiles of the whole batch. */
  int tiles() {
    return batch * inner.length;
  }

  /** What is done with the tiles of one image in a block. */
  @FunctionalInterface
  interface Visit {

    /**
     * Does it.
     *
     * @param image offset of the image in the tensor
     * @param from first tile in the image
     * @param to the tile after the last
     * @param place of the first tile in the block
     */
    void tiles(long image, int from, int to, int place);
  }

  /** Visits a block of tiles, image by image. */
  void visit(int first, int last, Visit visit) {
    int tile = first;
    while (tile < last) {
      int index = tile / inner.length;
      int from = tile % inner.length;
      int to = Math.min(inner.length, from + last - tile);
      visit.tiles(index * image, from, to, tile - first);
      tile += to - from;
    }
  }
}
