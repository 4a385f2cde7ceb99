package dev.convoy.cnn.kernels.onednn;

import dev.convoy.cnn.kernels.Parameter;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.memory;

/**
 * How each parameter is stored: as the forward primitive that uses it first likes it best.
 * Everything that goes with a parameter (gradient, optimizer state) is stored alike, so that
 * updates run over plain memory.
 */
final class Weights {

  /**
   * Two descriptions of one parameter of the same extents.
   *
   * @param canonical torchvision's order
   * @param stored the order in memory
   */
  record Layout(memory.desc canonical, memory.desc stored) {}

  private final Map<Parameter, Layout> layouts = new HashMap<>();

  /** Settles a parameter's layout and returns the elements that it takes. */
  long store(Parameter parameter, Layout layout) {
    layouts.put(parameter, layout);
    return Math.ceilDiv(layout.stored().get_size(), Float.BYTES);
  }

  Layout of(Parameter parameter) {
    Layout layout = layouts.get(parameter);
    if (layout == null) {
      throw new IllegalStateException(parameter + " has no layout yet");
    }
    return layout;
  }

  memory.desc stored(Parameter parameter) {
    return of(parameter).stored();
  }

  /** The plain layout of a vector. */
  static Layout vector(Parameter parameter) {
    memory.desc plain = OneDnn.layout(memory.format_tag.a, parameter.elements());
    return new Layout(plain, plain);
  }
}
