package dev.convoy.cnn.train;

import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.Update;
import dev.convoy.cnn.network.UpdateRule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A run's whole update: its optimizer, and what is wrapped around it.
 *
 * @param transferRate what the rate of all layers but the head is multiplied with
 */
record TrainingRule(
    OptimizerSpec optimizer, Refinements refinements, Layers layers, double transferRate)
    implements UpdateRule {

  @Override
  public List<String> state() {
    return optimizer.state();
  }

  @Override
  public Optional<Update.Group> group(Parameter parameter) {
    return optimizer
        .group(parameter)
        .filter(group -> !layers.frozen().contains(parameter))
        .map(group -> layers.head().contains(parameter) ? group : group.times(transferRate));
  }

  @Override
  public List<Update> clipping(Region gradients) {
    return refinements.clipping().of(gradients);
  }

  @Override
  public List<Update> updates(Update.Learned run, List<Region> state) {
    return optimizer.updates(run, state);
  }

  @Override
  public OptionalDouble averaging() {
    return refinements.averaging() > 0
        ? OptionalDouble.of(refinements.averaging())
        : OptionalDouble.empty();
  }
}
