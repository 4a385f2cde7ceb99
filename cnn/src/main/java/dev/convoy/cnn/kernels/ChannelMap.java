package dev.convoy.cnn.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Where each channel of a result comes from. Immutable. */
public final class ChannelMap {

  private static final int NOWHERE = -1;

  private final int[] sources;

  private ChannelMap(int... sources) {
    this.sources = sources;
  }

  /** All channels in order, as a concatenation has them. */
  public static ChannelMap all(int channels) {
    return slice(0, channels);
  }

  /** The channels from {@code first} on. */
  public static ChannelMap slice(int first, int count) {
    return new ChannelMap(IntStream.range(first, first + count).toArray());
  }

  /**
   * The shuffle of ShuffleNet (Zhang et al. 2018, figure 1): the first channel of each group, then
   * the second of each, and so on.
   */
  public static ChannelMap shuffle(int channels, int groups) {
    if (channels % groups != 0) {
      throw new ShapeException(
          "%d channels can't be shuffled by %d groups".formatted(channels, groups));
    }
    int each = channels / groups;
    return new ChannelMap(
        IntStream.range(0, channels).map(c -> c % groups * each + c / groups).toArray());
  }

  /** This after another: what it takes, it takes of what the other makes. */
  public ChannelMap after(ChannelMap first) {
    return new ChannelMap(
        Arrays.stream(sources).map(c -> c == NOWHERE ? NOWHERE : first.sources[c]).toArray());
  }

  /** The way back, for gradients: the channels that came from {@code count} of the sources. */
  public ChannelMap inverse(int first, int count) {
    int[] back = new int[count];
    Arrays.fill(back, NOWHERE);
    for (int c = 0; c < sources.length; c++) {
      int source = sources[c] - first;
      if (sources[c] != NOWHERE && source >= 0 && source < count) {
        back[source] = c;
      }
    }
    return new ChannelMap(back);
  }

  /** Number of channels of the result. */
  public int channels() {
    return sources.length;
  }

  /**
   * Channels that lie side by side in the source and in the result.
   *
   * @param source the first one's place, or -1 for zeros
   */
  public record Run(int source, int target, int length) {

    /** Whether it is all zeros. */
    public boolean isZero() {
      return source == NOWHERE;
    }
  }

  /** The map as runs, cut also where a source channel of {@code cuts} begins. */
  public List<Run> runs(List<Integer> cuts) {
    List<Run> runs = new ArrayList<>();
    int begin = 0;
    for (int c = 1; c <= sources.length; c++) {
      if (c == sources.length || !follows(c) || cuts.contains(sources[c])) {
        runs.add(new Run(sources[begin], begin, c - begin));
        begin = c;
      }
    }
    return runs;
  }

  private boolean follows(int c) {
    return sources[c] == NOWHERE
        ? sources[c - 1] == NOWHERE
        : sources[c - 1] != NOWHERE && sources[c] == sources[c - 1] + 1;
  }
}
