package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Shape;
import java.util.List;

/**
 * Memory for Winograd's transformed values, and the products that are made of them, a desk for each
 * member of a team.
 *
 * @param tiles of a block, few enough for the second-level cache
 * @param zeros address of as many zeros as there are channels out
 * @param desks one for each member
 */
public record WinogradScratch(int tiles, long zeros, List<Desk> desks) {

  /**
   * What a member works on at a time. Each address is of 16 matrices, a {@link #step} apart.
   *
   * @param inputs {@code tiles x channels in}
   * @param outputs {@code tiles x channels out}
   * @param filters {@code channels in x channels out}, the member's own or shared by all
   * @param product makes one of the three from the other two
   */
  public record Desk(long inputs, long outputs, long filters, Op product) {}

  /** Copies the list. */
  public WinogradScratch {
    desks = List.copyOf(desks);
  }

  Desk desk(int member) {
    return desks.get(member);
  }

  /** Values of a transformed tile, per channel. */
  public static final int FREQUENCIES = WinogradGrid.FREQUENCIES;

  private static final int CACHE_LINE = 16;
  private static final int BLOCK_CHANNELS = 8192;
  private static final int LEAST_TILES = 64;

  /**
   * Values from one matrix of {@code rows x columns} to the next: a cache line more than it takes,
   * so that the 16 don't fall into the same few lines of a cache.
   */
  public static long step(int rows, int columns) {
    return (long) rows * columns + CACHE_LINE;
  }

  /** Bytes from one of a member's 16 matrices to the next. */
  long stepBytes(int rows, int columns) {
    return 4 * step(rows, columns);
  }

  /** Whether maps and channels can be cut into tiles and vectors. */
  public static boolean fits(Shape map, int channelsOut) {
    return map.height() % 2 == 0
        && map.width() % 2 == 0
        && WinogradLoops.fits(map.channels())
        && WinogradLoops.fits(channelsOut);
  }

  /** Tiles that make a good block, so that members have whole blocks as far as possible. */
  public static int blockTiles(Shape map, int channelsOut, int members) {
    int share = Math.ceilDiv(map.batch() * (map.height() / 2) * (map.width() / 2), members);
    int most = Math.max(LEAST_TILES, BLOCK_CHANNELS / (map.channels() + channelsOut));
    return Math.ceilDiv(share, Math.ceilDiv(share, most));
  }
}
