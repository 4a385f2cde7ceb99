package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Region;
import java.util.List;

/** Of a network that isn't trained. */
enum NoUpdate implements UpdateRule {
  INSTANCE;

  @Override
  public List<String> state() {
    return List.of();
  }

  @Override
  public double weightDecay(Parameter.Role role) {
    return 0;
  }

  @Override
  public Operation.Update update(
      Region values, Region gradients, List<Region> state, double weightDecay) {
    throw new UnsupportedOperationException("this network is only evaluated");
  }
}
