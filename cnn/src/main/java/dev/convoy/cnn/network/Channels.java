package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.ChannelMap;
import java.util.List;

/** Cuts, joins and shuffles channels. */
public final class Channels {

  private Channels() {}

  /**
   * Values of one height and width, channel behind channel.
   *
   * @param name the path of the module that joins them
   * @throws dev.convoy.cnn.kernels.ShapeException if heights or widths differ
   */
  public static Node concatenation(String name, Node... parts) {
    return Gathered.concatenation(name, List.of(parts));
  }

  /** {@code count} channels from {@code first} on. */
  public static Node slice(String name, Node x, int first, int count) {
    return Gathered.of(name, x, ChannelMap.slice(first, count));
  }

  /** The first channel of each group, then the second of each, and so on (ShuffleNet). */
  public static Node shuffle(String name, Node x, int groups) {
    return Gathered.of(name, x, ChannelMap.shuffle(x.shape().channels(), groups));
  }
}
