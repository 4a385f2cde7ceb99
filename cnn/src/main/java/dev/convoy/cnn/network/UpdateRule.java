package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Region;
import java.util.List;

/** How learned values follow their gradients. */
public interface UpdateRule {

  /** Names of what it keeps for each learned value beside it, zero at first. */
  List<String> state();

  /** Factor of the L2 penalty's gradient for parameters of a role. */
  double weightDecay(Parameter.Role role);

  /** The operation over a run of values, whose parameters decay alike. */
  Operation.Update update(Region values, Region gradients, List<Region> state, double weightDecay);
}
