package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Window;
import java.util.Set;

/** The arguments of one layer, as its place takes them. */
record LayerArguments(String path, LayerSpec layer) {

  /** Refuses arguments that the layer doesn't have. */
  LayerArguments only(String... names) {
    Set<String> known = Set.of(names);
    for (String name : layer.arguments().keySet()) {
      if (!known.contains(name)) {
        throw wrong(
            known.isEmpty()
                ? "has no arguments, but is given " + name
                : "has no argument %s: it has %s".formatted(name, String.join(", ", names)));
      }
    }
    return this;
  }

  int whole(String name, int least) {
    return whole(name, least, Double.NaN);
  }

  /** Of at least so much; what is usual if it is left out. */
  int whole(String name, int least, double usual) {
    double value = number(name, usual);
    if (Double.isNaN(value)) {
      throw wrong("needs " + name);
    }
    if (value != Math.rint(value) || value < least || value > 1 << 20) {
      throw wrong("needs a whole %s of %d or more, not %s".formatted(name, least, value));
    }
    return (int) value;
  }

  double number(String name, double usual) {
    return layer.arguments().getOrDefault(name, usual);
  }

  /** The window of a convolution, whose padding keeps the extents unless it is given. */
  Window kernel(double usual) {
    int kernel = whole("kernel", 1, usual);
    int half = kernel / 2;
    return Window.square(kernel, whole("stride", 1, 1), whole("padding", 0, half));
  }

  /** The window of a pool, which moves by its size unless it is said otherwise. */
  Window pool() {
    int size = whole("size", 1, 2);
    return Window.square(size, whole("stride", 1, size), whole("padding", 0, 0));
  }

  LayerException wrong(String problem) {
    return new LayerException(path + " (" + layer.name() + ")", problem);
  }
}
