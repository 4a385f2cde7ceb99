package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.Update;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** How learned values follow their gradients. */
public interface UpdateRule {

  /** Names of what it keeps for each learned value beside it, zero at first. */
  List<String> state();

  /** How a parameter that could be learned is updated; empty if it is frozen. */
  Optional<Update.Group> group(Parameter parameter);

  /** What is done with all gradients first. */
  default List<Update> clipping(Region gradients) {
    return List.of();
  }

  /** The updates of a run of values, in order. */
  List<Update> updates(Update.Learned run, List<Region> state);

  /** The decay of the moving average that is evaluated; empty: the values themselves are. */
  default OptionalDouble averaging() {
    return OptionalDouble.empty();
  }
}
