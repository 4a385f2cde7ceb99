package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/** How the learning rate moves. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ScheduleSpec.Constant.class, name = "constant"),
  @JsonSubTypes.Type(value = ScheduleSpec.Step.class, name = "step"),
  @JsonSubTypes.Type(value = ScheduleSpec.Plateau.class, name = "plateau"),
  @JsonSubTypes.Type(value = ScheduleSpec.Cosine.class, name = "cosine"),
  @JsonSubTypes.Type(value = ScheduleSpec.Cyclic.class, name = "cyclic"),
  @JsonSubTypes.Type(value = ScheduleSpec.Linear.class, name = "linear"),
  @JsonSubTypes.Type(value = ScheduleSpec.InverseRoot.class, name = "inverse-sqrt")
})
public sealed interface ScheduleSpec {

  /** Epochs over which the rate first rises linearly from zero. */
  int warmupEpochs();

  /**
   * Whether the rate is at the bottom of a cycle after this epoch, which makes its weights a member
   * for an ensemble (Huang et al. 2017).
   *
   * @param epoch counts from 1
   */
  default boolean endsCycle(int epoch) {
    return false;
  }

  /** The optimizer's rate throughout. */
  record Constant(int warmupEpochs) implements ScheduleSpec {}

  /**
   * Times {@code factor} every {@code stepEpochs} epochs.
   *
   * @param factor in (0, 1)
   */
  record Step(int stepEpochs, double factor, int warmupEpochs) implements ScheduleSpec {}

  /**
   * Times {@code factor} whenever what is watched hasn't improved for more than {@code patience}
   * epochs.
   *
   * @param factor in (0, 1)
   * @param watch the validation loss if absent
   */
  record Plateau(int patience, double factor, int warmupEpochs, Optional<Watch> watch)
      implements ScheduleSpec {

    /** Of the validation loss. */
    public Plateau(int patience, double factor, int warmupEpochs) {
      this(patience, factor, warmupEpochs, Optional.empty());
    }
  }

  /** What of the validation split is to improve. */
  enum Watch {
    /** The mean loss. */
    @JsonProperty("loss")
    LOSS,
    /** The share of images taken for another class. */
    @JsonProperty("error")
    ERROR
  }

  /** Down to zero at the last epoch, along half a cosine (Loshchilov and Hutter 2017). */
  record Cosine(int warmupEpochs) implements ScheduleSpec {}

  /**
   * Down to zero along half a cosine within every cycle, then at once up again: warm restarts
   * (Loshchilov and Hutter 2017).
   *
   * @param cycleEpochs of the first cycle, 1 or more
   * @param cycleFactor how many times as long each cycle is as the one before, 1 or more
   */
  record Cyclic(int cycleEpochs, int cycleFactor, int warmupEpochs) implements ScheduleSpec {
    @Override
    public boolean endsCycle(int epoch) {
      long end = cycleEpochs;
      for (long length = cycleEpochs; end < epoch; end += length) {
        length *= cycleFactor;
      }
      return end == epoch;
    }
  }

  /** Down to zero at the last epoch, along a straight line. */
  record Linear(int warmupEpochs) implements ScheduleSpec {}

  /**
   * After {@code flatEpochs} epochs by the inverse root of the epochs done (Vaswani et al. 2017).
   *
   * @param flatEpochs 1 or more
   */
  record InverseRoot(int flatEpochs, int warmupEpochs) implements ScheduleSpec {}
}
