package dev.convoy.cnn.train;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.Update;
import dev.convoy.cnn.network.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The update rule of a run and its rate before the schedule's factor. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = OptimizerSpec.Sgd.class, name = "sgd"),
  @JsonSubTypes.Type(value = OptimizerSpec.Adam.class, name = "adam"),
  @JsonSubTypes.Type(value = OptimizerSpec.AdamW.class, name = "adamw"),
  @JsonSubTypes.Type(value = OptimizerSpec.RmsProp.class, name = "rmsprop")
})
public sealed interface OptimizerSpec extends UpdateRule {

  /** Before the schedule's factor. */
  double learningRate();

  /** What large weights cost. */
  Penalty penalty();

  /** The same without a penalty. */
  OptimizerSpec unpenalized();

  /** Its own updates, the L1 penalty being among the gradients. */
  List<Update> rule(Update.Learned run, List<Region> state);

  @Override
  default Optional<Update.Group> group(Parameter parameter) {
    Parameter.Role role = parameter.role();
    return Optional.of(new Update.Group(penalty().l2(role), penalty().l1(role), 1));
  }

  @Override
  default List<Update> updates(Update.Learned run, List<Region> state) {
    List<Update> all = new ArrayList<>();
    if (run.group().l1() > 0) {
      all.add(new Update.Lasso(run));
    }
    all.addAll(rule(run, state));
    return all;
  }

  /**
   * Stochastic gradient descent as PyTorch has it: {@code g += decay w; v = momentum v + g; w -=
   * rate v}, or {@code w -= rate (g + momentum v)} by Nesterov.
   */
  record Sgd(double learningRate, double momentum, boolean nesterov, Penalty penalty)
      implements OptimizerSpec {

    /** Refuses what can't train. */
    public Sgd {
      requireRate(learningRate);
      requireShare("momentum", momentum);
    }

    @Override
    public Sgd unpenalized() {
      return new Sgd(learningRate, momentum, nesterov, Penalty.NONE);
    }

    @Override
    public List<String> state() {
      return List.of("velocity");
    }

    @Override
    public List<Update> rule(Update.Learned run, List<Region> state) {
      return List.of(new Update.Sgd(run, state.getFirst(), momentum, nesterov));
    }
  }

  /** Adam (Kingma and Ba 2015), the L2 penalty in the gradient as PyTorch's Adam has it. */
  record Adam(double learningRate, double beta1, double beta2, double epsilon, Penalty penalty)
      implements OptimizerSpec {

    /** Refuses what can't train. */
    public Adam {
      requireRate(learningRate);
      requireShare("beta1", beta1);
      requireShare("beta2", beta2);
    }

    /** With the paper's constants. */
    public static Adam of(double learningRate, Penalty penalty) {
      return new Adam(learningRate, 0.9, 0.999, 1e-8, penalty);
    }

    @Override
    public Adam unpenalized() {
      return new Adam(learningRate, beta1, beta2, epsilon, Penalty.NONE);
    }

    @Override
    public List<String> state() {
      return List.of("mean", "square");
    }

    @Override
    public List<Update> rule(Update.Learned run, List<Region> state) {
      Update.AdamRates rates = new Update.AdamRates(beta1, beta2, epsilon);
      return List.of(new Update.Adam(run, state.get(0), state.get(1), rates));
    }
  }

  /**
   * Adam with weight decay apart from the gradient (Loshchilov and Hutter 2019), scaled by the rate
   * as PyTorch's AdamW has it.
   */
  record AdamW(double learningRate, double beta1, double beta2, double epsilon, Penalty penalty)
      implements OptimizerSpec {

    /** Refuses what can't train. */
    public AdamW {
      requireRate(learningRate);
      requireShare("beta1", beta1);
      requireShare("beta2", beta2);
    }

    @Override
    public AdamW unpenalized() {
      return new AdamW(learningRate, beta1, beta2, epsilon, Penalty.NONE);
    }

    @Override
    public List<String> state() {
      return List.of("mean", "square");
    }

    @Override
    public List<Update> rule(Update.Learned run, List<Region> state) {
      Update.AdamRates rates = new Update.AdamRates(beta1, beta2, epsilon);
      Update.Learned decayed = run.withoutDecay();
      return List.of(
          new Update.Shrink(run), new Update.Adam(decayed, state.get(0), state.get(1), rates));
    }
  }

  /** RMSprop (Tieleman and Hinton 2012) as PyTorch has it, not centred. */
  record RmsProp(
      double learningRate, double alpha, double epsilon, double momentum, Penalty penalty)
      implements OptimizerSpec {

    /** Refuses what can't train. */
    public RmsProp {
      requireRate(learningRate);
      requireShare("alpha", alpha);
      requireShare("momentum", momentum);
    }

    @Override
    public RmsProp unpenalized() {
      return new RmsProp(learningRate, alpha, epsilon, momentum, Penalty.NONE);
    }

    @Override
    public List<String> state() {
      return List.of("square", "velocity");
    }

    @Override
    public List<Update> rule(Update.Learned run, List<Region> state) {
      Update.RmsRates rates = new Update.RmsRates(alpha, epsilon, momentum);
      return List.of(new Update.RmsProp(run, state.get(0), state.get(1), rates));
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
