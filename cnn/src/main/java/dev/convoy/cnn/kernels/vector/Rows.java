package dev.convoy.cnn.kernels.vector;

/**
 * A tensor seen as rows of channels, folded: so many rows count as one wide row that its width is a
 * multiple of {@link Lanes#BLOCK}, whatever the number of channels. Rows left over at the end are
 * for scalar code.
 *
 * @param rows pixels of the batch
 * @param channels values of a row
 * @param fold rows in a wide row
 */
record Rows(long rows, int channels, int fold) {

  private static final int TILE_FLOATS = 4096;

  static Rows of(long rows, int channels) {
    return new Rows(rows, channels, Lanes.BLOCK / gcd(channels, Lanes.BLOCK));
  }

  /** Floats of a wide row. */
  int width() {
    return channels * fold;
  }

  /** Wide rows. */
  long wide() {
    return rows / fold;
  }

  /** The first row that no wide row holds. */
  long tail() {
    return wide() * fold;
  }

  /** What is done with one block of channels of one tile of wide rows. */
  @FunctionalInterface
  interface Tile {

    /**
     * Does it.
     *
     * @param member of the team
     * @param offset of the tile's first value, in bytes
     * @param n wide rows
     * @param k first channel of the wide row
     */
    void visit(int member, long offset, long n, int k);
  }

  /** Bytes from a wide row to the next. */
  long stride() {
    return 4L * width();
  }

  /** Walks a member's share tile by tile, each small enough for the first-level cache. */
  void walk(Team team, int member, int block, Tile tile) {
    long end = team.begin(wide(), member + 1);
    for (long row = team.begin(wide(), member); row < end; row += tileRows()) {
      visit(member, row, Math.min(tileRows(), end - row), block, tile);
    }
  }

  /** Like {@link #walk}, adding up what each tile leaves in {@code sums}. */
  void sum(Team team, int member, int block, Tile tile, ChannelSums sums) {
    long end = team.begin(wide(), member + 1);
    sums.begin(member);
    for (long row = team.begin(wide(), member); row < end; row += tileRows()) {
      long n = Math.min(tileRows(), end - row);
      visit(member, row, n, block, tile);
      sums.endTile(member, n);
    }
    sums.flush(member);
  }

  private void visit(int member, long row, long n, int block, Tile tile) {
    int width = width();
    for (int k = 0; k < width; k += block) {
      tile.visit(member, row * stride() + 4L * k, n, k);
    }
  }

  private long tileRows() {
    return Math.max(1, TILE_FLOATS / width());
  }

  /** Repeats a row of channels over a wide row. */
  void spread(float[] values) {
    for (int i = channels; i < values.length; i += channels) {
      System.arraycopy(values, 0, values, i, channels);
    }
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
