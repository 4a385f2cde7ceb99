package dev.convoy.cnn.train;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.network.UpdateRule;
import java.util.List;

/** The update rule of a run and its rate before the schedule's factor. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = OptimizerSpec.Sgd.class, name = "sgd"),
  @JsonSubTypes.Type(value = OptimizerSpec.Adam.class, name = "adam")
})
public sealed interface OptimizerSpec extends UpdateRule {

  /** Before the schedule's factor. */
  double learningRate();

  /** Which parameters the penalty is for. */
  WeightDecay decay();

  @Override
  default double weightDecay(Parameter.Role role) {
    return decay().of(role);
  }

  /**
   * Stochastic gradient descent as PyTorch has it: {@code g += decay w; v = momentum v + g; w -=
   * rate v}, or {@code w -= rate (g + momentum v)} by Nesterov.
   */
  record Sgd(double learningRate, double momentum, boolean nesterov, WeightDecay decay)
      implements OptimizerSpec {

    /** Refuses what can't train. */
    public Sgd {
      requireRate(learningRate);
      requireShare("momentum", momentum);
    }

    @Override
    public List<String> state() {
      return List.of("velocity");
    }

    @Override
    public Operation.Update update(
        Region values, Region gradients, List<Region> state, double weightDecay) {
      return new Operation.Sgd(
          values, gradients, state.getFirst(), momentum, nesterov, weightDecay);
    }
  }

  /** Adam (Kingma and Ba 2015), the L2 penalty in the gradient as PyTorch's Adam has it. */
  record Adam(double learningRate, double beta1, double beta2, double epsilon, WeightDecay decay)
      implements OptimizerSpec {

    /** Refuses what can't train. */
    public Adam {
      requireRate(learningRate);
      requireShare("beta1", beta1);
      requireShare("beta2", beta2);
    }

    /** With the paper's constants. */
    public static Adam of(double learningRate, WeightDecay decay) {
      return new Adam(learningRate, 0.9, 0.999, 1e-8, decay);
    }

    @Override
    public List<String> state() {
      return List.of("mean", "square");
    }

    @Override
    public Operation.Update update(
        Region values, Region gradients, List<Region> state, double weightDecay) {
      return new Operation.Adam(
          values,
          gradients,
          state.get(0),
          state.get(1),
          new Operation.AdamRates(beta1, beta2, epsilon),
          weightDecay);
    }
  }

  private static void requireRate(double rate) {
    if (!(rate > 0 && Double.isFinite(rate))) {
      throw new IllegalArgumentException("learningRate must be above 0, not " + rate);
    }
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException("%s must be in [0, 1), not %s".formatted(name, value));
    }
  }
}
