package dev.convoy.cnn.train;

import dev.convoy.cnn.kernels.Parameter;
import java.util.Set;

/**
 * What large weights cost (F1 to F3): the loss grows by {@code l2 w^2 / 2 + l1 |w|} summed over the
 * weights, an elastic net if both are there. The published losses leave it out.
 *
 * @param l2 0 for none; also called weight decay
 * @param l1 0 for none
 * @param exempt roles that cost nothing
 */
public record Penalty(double l2, double l1, Set<Parameter.Role> exempt) {

  /** No penalty. */
  public static final Penalty NONE = new Penalty(0, 0, Set.of());

  /** Refuses a reward for large weights. */
  public Penalty {
    requireCost("weightDecay", l2);
    requireCost("l1", l1);
    exempt = Set.copyOf(exempt);
  }

  /** Of all learned parameters, as PyTorch has it. */
  public static Penalty everywhere(double l2) {
    return new Penalty(l2, 0, Set.of());
  }

  /** Of weights alone, biases and norms exempt. */
  public static Penalty ofWeights(double l2) {
    return new Penalty(l2, 0, Set.of(Parameter.Role.BIAS, Parameter.Role.NORM));
  }

  double l2(Parameter.Role role) {
    return exempt.contains(role) ? 0 : l2;
  }

  double l1(Parameter.Role role) {
    return exempt.contains(role) ? 0 : l1;
  }

  private static void requireCost(String name, double factor) {
    if (!(factor >= 0 && Double.isFinite(factor))) {
      throw new IllegalArgumentException("%s must be 0 or above, not %s".formatted(name, factor));
    }
  }
}
