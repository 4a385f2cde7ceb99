package dev.convoy.cnn.train;

import dev.convoy.cnn.kernels.Parameter;
import java.util.EnumSet;
import java.util.Set;

/**
 * The L2 penalty's gradient, {@code factor w}, and what it is for.
 *
 * @param factor 0 for none
 * @param exempt roles that don't decay
 */
public record WeightDecay(double factor, Set<Parameter.Role> exempt) {

  /** No penalty. */
  public static final WeightDecay NONE = new WeightDecay(0, Set.of());

  /** Refuses a reward for large weights. */
  public WeightDecay {
    if (!(factor >= 0 && Double.isFinite(factor))) {
      throw new IllegalArgumentException("weightDecay must be 0 or above, not " + factor);
    }
    exempt = Set.copyOf(exempt);
  }

  /** Of all learned parameters, as PyTorch has it. */
  public static WeightDecay everywhere(double factor) {
    return new WeightDecay(factor, Set.of());
  }

  /** Of weights alone, biases and norms exempt. */
  public static WeightDecay ofWeights(double factor) {
    return new WeightDecay(factor, EnumSet.of(Parameter.Role.BIAS, Parameter.Role.NORM));
  }

  double of(Parameter.Role role) {
    return exempt.contains(role) ? 0 : factor;
  }
}
