package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.Update;
import java.util.List;
import java.util.Optional;

/** Of a network that isn't trained. */
enum NoUpdate implements UpdateRule {
  INSTANCE;

  @Override
  public List<String> state() {
    return List.of();
  }

  @Override
  public Optional<Update.Group> group(Parameter parameter) {
    return Optional.empty();
  }

  @Override
  public List<Update> updates(Update.Learned run, List<Region> state) {
    throw new UnsupportedOperationException("this network is only evaluated");
  }
}
