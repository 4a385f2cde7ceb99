package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.Update;
import java.util.List;
import java.util.Optional;

/** Gradient descent, with weight decay on kernels and matrices alone. */
record PlainDescent(double decay, double momentum) implements UpdateRule {
  @Override
  public List<String> state() {
    return List.of("velocity");
  }

  @Override
  public Optional<Update.Group> group(Parameter parameter) {
    double own = parameter.role() == Parameter.Role.WEIGHT ? decay : 0;
    return Optional.of(new Update.Group(own, 0, 1));
  }

  @Override
  public List<Update> updates(Update.Learned run, List<Region> state) {
    return List.of(new Update.Sgd(run, state.getFirst(), momentum, false));
  }
}
