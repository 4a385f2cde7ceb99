package dev.convoy.cnn.kernels.vector;

import java.util.Arrays;

/**
 * Two sums per channel over all rows. Each member sums its tiles in floats and those into doubles,
 * then the members' sums and the folded rows are added in a fixed order: the same bits every time.
 */
final class ChannelSums {

  /** Not many more rows are summed in floats, whose error grows with them. */
  private static final long ROWS_A_FLUSH = 16;

  final double[] first;
  final double[] second;
  final float[][] tileFirst;
  final float[][] tileSecond;
  private final double[][] memberFirst;
  private final double[][] memberSecond;
  private final long[] rowsSummed;

  ChannelSums(Rows rows, int members) {
    int width = rows.width();
    first = new double[rows.channels()];
    second = new double[rows.channels()];
    tileFirst = new float[members][width];
    tileSecond = new float[members][width];
    memberFirst = new double[members][width];
    memberSecond = new double[members][width];
    rowsSummed = new long[members];
  }

  /** A member starts. */
  void begin(int member) {
    Arrays.fill(memberFirst[member], 0);
    Arrays.fill(memberSecond[member], 0);
    Arrays.fill(tileFirst[member], 0);
    Arrays.fill(tileSecond[member], 0);
    rowsSummed[member] = 0;
  }

  /** A member has added a tile of {@code n} wide rows. */
  void endTile(int member, long n) {
    rowsSummed[member] += n;
    if (rowsSummed[member] >= ROWS_A_FLUSH) {
      flush(member);
    }
  }

  /** A member has finished. */
  void flush(int member) {
    drain(tileFirst[member], memberFirst[member]);
    drain(tileSecond[member], memberSecond[member]);
    rowsSummed[member] = 0;
  }

  /** Adds up all members and folds; the tail's rows may be added after. */
  void combine() {
    combine(memberFirst, first);
    combine(memberSecond, second);
  }

  private static void drain(float[] from, double[] to) {
    for (int i = 0; i < from.length; i++) {
      to[i] += from[i];
      from[i] = 0;
    }
  }

  private static void combine(double[][] members, double[] sum) {
    Arrays.fill(sum, 0);
    for (double[] member : members) {
      for (int i = 0; i < member.length; i += sum.length) {
        for (int channel = 0; channel < sum.length; channel++) {
          sum[channel] += member[i + channel];
        }
      }
    }
  }
}
