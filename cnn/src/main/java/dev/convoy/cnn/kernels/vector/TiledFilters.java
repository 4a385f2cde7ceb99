package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Filtering.FREQUENCIES;
import static dev.convoy.cnn.kernels.vector.Filtering.TAPS;
import static dev.convoy.cnn.kernels.vector.Lanes.BYTES;
import static dev.convoy.cnn.kernels.vector.Lanes.LENGTH;

/**
 * Filters of 3x3 taps, whose transformed values lie block of channels out by block, in each
 * frequency by frequency, in each channel in by channel in, and of each a vector of channels out.
 *
 * @param taps address of the first tap
 * @param tap bytes from one tap to the next, negative if they are turned by 180 degrees
 */
record TiledFilters(int channelsIn, int channelsOut, long taps, long tap) {

  /** Filters as they lie: {@code 3 x 3 x channels in x channels out}. */
  static TiledFilters straight(int channelsIn, int channelsOut, long address) {
    return new TiledFilters(channelsIn, channelsOut, address, 4L * channelsIn * channelsOut);
  }

  /** Turned by 180 degrees. */
  static TiledFilters turned(int channelsIn, int channelsOut, long address) {
    long tap = 4L * channelsIn * channelsOut;
    return new TiledFilters(channelsIn, channelsOut, address + (TAPS * TAPS - 1) * tap, -tap);
  }

  /** Floats of a frequency of a block. */
  int plane() {
    return channelsIn * LENGTH;
  }

  /** Floats of a block of channels out. */
  int block() {
    return Filtering.SQUARE * plane();
  }

  /** Floats of the transformed filters. */
  int floats() {
    return channelsOut / LENGTH * block();
  }

  /** Floats of what has been transformed along rows, of so many channels in. */
  static int rowFloats(int channels) {
    return TAPS * FREQUENCIES * channels * LENGTH;
  }

  /** Some of the channels in, for one member of a team. */
  Share share(Team team, int member) {
    int begin = (int) team.begin(channelsIn, member);
    int count = (int) team.begin(channelsIn, member + 1) - begin;
    return new Share(
        this, begin, count, new ColumnTransforms(count, FREQUENCIES * count * LENGTH, plane()));
  }

  /**
   * Some of the channels in.
   *
   * @param begin the first
   * @param columns of as many vectors as there are channels
   */
  record Share(TiledFilters filters, int begin, int count, ColumnTransforms columns) {

    /** G g G'. */
    void transform(float[] scratch, float[] out) {
      for (int block = 0; block < filters.channelsOut / LENGTH; block++) {
        for (int row = 0; row < TAPS; row++) {
          RowTransforms.filter(
              filters.address(row, begin, block),
              filters.tap,
              filters.line(),
              count,
              scratch,
              row * columns.rowStep(),
              line());
        }
        int to = block * filters.block() + begin * LENGTH;
        for (int frequency = 0; frequency < FREQUENCIES; frequency++) {
          columns.filter(scratch, frequency * line(), out, to + column(frequency));
        }
      }
    }

    /** G' u G, into the taps. */
    void transformGradient(float[] sums, float[] scratch) {
      for (int block = 0; block < filters.channelsOut / LENGTH; block++) {
        int from = block * filters.block() + begin * LENGTH;
        for (int frequency = 0; frequency < FREQUENCIES; frequency++) {
          columns.filterGradient(sums, from + column(frequency), scratch, frequency * line());
        }
        for (int row = 0; row < TAPS; row++) {
          RowTransforms.filterGradient(
              scratch,
              row * columns.rowStep(),
              line(),
              count,
              filters.address(row, begin, block),
              filters.tap,
              filters.line());
        }
      }
    }

    /** Adds these channels' values onto others. */
    void add(float[] values, float[] onto) {
      for (int at = begin * LENGTH; at < filters.floats(); at += filters.plane()) {
        TileProducts.add(values, onto, at, at + line());
      }
    }

    /** Floats of a frequency. */
    private int line() {
      return count * LENGTH;
    }

    /** Where in a block the frequencies of a column begin. */
    private int column(int frequency) {
      return frequency * FREQUENCIES * filters.plane();
    }
  }

  private long address(int row, int channel, int block) {
    return taps + (long) TAPS * row * tap + channel * line() + block * (long) BYTES;
  }

  /** Bytes from one channel in to the next. */
  private long line() {
    return 4L * channelsOut;
  }
}
