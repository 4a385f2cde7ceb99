package dev.convoy.cnn.kernels;

import java.util.List;

/**
 * Each channel of y is a channel of one of the parts, or zero: concatenations, slices and shuffles
 * of channels, and their gradients.
 *
 * @param parts of one height and width, their channels counted through from the first to the last
 */
public record ChannelGather(List<Tensor> parts, ChannelMap map, Tensor y) implements Operation {

  /** Refuses a map of another number of channels. */
  public ChannelGather {
    parts = List.copyOf(parts);
    if (map.channels() != y.shape().channels()) {
      throw new ShapeException(y + " can't be gathered by " + map.channels() + " channels");
    }
  }

  @Override
  public List<Tensor> reads() {
    return parts;
  }

  @Override
  public List<Tensor> writes() {
    return List.of(y);
  }
}
