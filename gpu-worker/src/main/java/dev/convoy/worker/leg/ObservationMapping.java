package dev.convoy.worker.leg;

import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.kernels.Clamp;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.network.ActivationKind;
import dev.convoy.cnn.observe.Movement;
import dev.convoy.protocol.message.LayerActivations;
import dev.convoy.protocol.message.ObservedStep;
import dev.convoy.protocol.message.WeightUpdate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** What the engine saw, in the protocol's words, with four digits: nobody needs more of them. */
final class ObservationMapping {
  private static final MathContext DIGITS = new MathContext(4);

  private ObservationMapping() {}

  static ObservedStep seen(dev.convoy.cnn.observe.Observation observation) {
    return new ObservedStep(
        rounded(observation.rateFactor()),
        rounded(observation.gradientNorm()),
        observation.activations().stream().map(ObservationMapping::layer).toList(),
        observation.movements().stream()
            .filter(movement -> movement.parameter().role() == Parameter.Role.WEIGHT)
            .map(ObservationMapping::update)
            .toList());
  }

  private static LayerActivations layer(dev.convoy.cnn.observe.LayerActivations layer) {
    Optional<Activation> activation = layer.activation();
    return new LayerActivations(
        layer.layer(),
        activation.map(known -> new ActivationKind.Pointwise(known).toString()),
        rounded(layer.mean()),
        rounded(layer.deviation()),
        activation.filter(Clamp.class::isInstance).map(clamp -> rounded(layer.dead())),
        activation.filter(ObservationMapping::levelsOff).map(bent -> rounded(layer.saturated())));
  }

  private static boolean levelsOff(Activation activation) {
    return switch (activation) {
      case Activation.Sigmoid sigmoid -> true;
      case Activation.Tanh tanh -> true;
      case Activation.Elu elu -> true;
      case Activation.LeakyRelu leaky -> false;
      case Clamp clamp -> false;
    };
  }

  private static WeightUpdate update(Movement movement) {
    return new WeightUpdate(
        movement.parameter().name(), rounded(movement.gradientNorm()), rounded(movement.ratio()));
  }

  private static double rounded(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : value;
  }
}
