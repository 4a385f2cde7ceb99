package dev.convoy.cnn.train;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How the learning rate moves: a factor as a function of progress and of the epochs done so far,
 * without a state of its own.
 */
public record ScheduleSpec(Curve curve, int warmupEpochs) {

  /** Refuses a negative warm-up. */
  public ScheduleSpec {
    if (warmupEpochs < 0) {
      throw new IllegalArgumentException("warmupEpochs must be 0 or more, not " + warmupEpochs);
    }
  }

  /** Without a warm-up. */
  public static ScheduleSpec of(Curve curve) {
    return new ScheduleSpec(curve, 0);
  }

  /**
   * What to multiply the learning rate with.
   *
   * @param progress epochs done, with the fraction of the one under way
   * @param epochs of the whole run
   * @param history of the epochs done
   */
  public double factor(double progress, int epochs, List<EpochResult> history) {
    double warmup = warmupEpochs == 0 ? 1 : Math.min(1, progress / warmupEpochs);
    return warmup * curve.factor(progress, epochs, history);
  }

  /** The shape after the warm-up. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = Steps.class, name = "step"),
    @JsonSubTypes.Type(value = Cosine.class, name = "cosine"),
    @JsonSubTypes.Type(value = Cyclic.class, name = "cyclic"),
    @JsonSubTypes.Type(value = Linear.class, name = "linear"),
    @JsonSubTypes.Type(value = InverseRoot.class, name = "inverse-sqrt"),
    @JsonSubTypes.Type(value = Plateau.class, name = "plateau"),
    @JsonSubTypes.Type(value = ErrorPlateau.class, name = "error-plateau")
  })
  public sealed interface Curve {

    /** See {@link ScheduleSpec#factor}. */
    double factor(double progress, int epochs, List<EpochResult> history);
  }

  /** Always 1. */
  public record Constant() implements Curve {
    @Override
    public double factor(double progress, int epochs, List<EpochResult> history) {
      return 1;
    }
  }

  /** Multiplied with {@code factor} every {@code stepEpochs}. */
  public record Steps(double factor, int stepEpochs) implements Curve {

    /** Refuses what never steps. */
    public Steps {
      requireFactor(factor);
      if (stepEpochs < 1) {
        throw new IllegalArgumentException("stepEpochs must be 1 or more, not " + stepEpochs);
      }
    }

    @Override
    public double factor(double progress, int epochs, List<EpochResult> history) {
      int steps = (int) progress / stepEpochs;
      return Math.pow(factor, steps);
    }
  }

  /** Half a cosine from 1 to 0 over the run (Loshchilov and Hutter 2017). */
  public record Cosine() implements Curve {
    @Override
    public double factor(double progress, int epochs, List<EpochResult> history) {
      return (1 + Math.cos(Math.PI * Math.min(progress / epochs, 1))) / 2;
    }
  }

  /**
   * Half a cosine from 1 to 0 over each cycle, however long the run is: warm restarts (Loshchilov
   * and Hutter 2017, where the lengths are T_0 and T_mult). With cycles of one length the weights
   * at their ends make a snapshot ensemble (Huang et al. 2017).
   *
   * @param cycleEpochs of the first cycle, 1 or more
   * @param cycleFactor how many times as long each cycle is as the one before, 1 or more
   */
  public record Cyclic(int cycleEpochs, int cycleFactor) implements Curve {

    /** Refuses cycles without an epoch. */
    public Cyclic {
      if (cycleEpochs < 1 || cycleFactor < 1) {
        throw new IllegalArgumentException(
            "cycleEpochs and cycleFactor must be 1 or more, not %d and %d"
                .formatted(cycleEpochs, cycleFactor));
      }
    }

    @Override
    public double factor(double progress, int epochs, List<EpochResult> history) {
      double length = cycleEpochs;
      double into = progress;
      while (into >= length) {
        into -= length;
        length *= cycleFactor;
      }
      return (1 + Math.cos(Math.PI * into / length)) / 2;
    }
  }

  /** A straight line from 1 to 0 over the run. */
  public record Linear() implements Curve {
    @Override
    public double factor(double progress, int epochs, List<EpochResult> history) {
      return 1 - Math.min(progress / epochs, 1);
    }
  }

  /**
   * {@code sqrt(flatEpochs / progress)} after the first {@code flatEpochs}, 1 before (Vaswani et
   * al. 2017, who begin to fall where the warm-up ends).
   *
   * @param flatEpochs 1 or more
   */
  public record InverseRoot(int flatEpochs) implements Curve {

    /** Refuses what begins at infinity. */
    public InverseRoot {
      if (flatEpochs < 1) {
        throw new IllegalArgumentException("flatEpochs must be 1 or more, not " + flatEpochs);
      }
    }

    @Override
    public double factor(double progress, int epochs, List<EpochResult> history) {
      return Math.sqrt(flatEpochs / Math.max(progress, flatEpochs));
    }
  }

  /**
   * Multiplied with {@code factor} whenever the validation loss hasn't improved for more than
   * {@code patience} epochs; then the count starts anew, as PyTorch's ReduceLROnPlateau has it, any
   * improvement counting.
   */
  public record Plateau(double factor, int patience) implements Curve {

    /** Refuses what never reacts. */
    public Plateau {
      requireFactor(factor);
      requirePatience(patience);
    }

    @Override
    public double factor(double progress, int epochs, List<EpochResult> history) {
      return onPlateaus(factor, patience, history, EpochResult::validationLoss);
    }
  }

  /**
   * Like {@link Plateau}, by the validation error (He et al. 2016, section 3.4), which moves in
   * steps of an image and is flat where the loss still falls.
   */
  public record ErrorPlateau(double factor, int patience) implements Curve {

    /** Refuses what never reacts. */
    public ErrorPlateau {
      requireFactor(factor);
      requirePatience(patience);
    }

    @Override
    public double factor(double progress, int epochs, List<EpochResult> history) {
      return onPlateaus(factor, patience, history, result -> 1 - result.validationAccuracy());
    }
  }

  private static double onPlateaus(
      double factor, int patience, List<EpochResult> history, ToDoubleFunction<EpochResult> value) {
    double best = Double.POSITIVE_INFINITY;
    double result = 1;
    int waited = 0;
    for (EpochResult epoch : history) {
      double now = value.applyAsDouble(epoch);
      waited = now < best ? 0 : waited + 1;
      best = Math.min(best, now);
      if (waited > patience) {
        result *= factor;
        waited = 0;
      }
    }
    return result;
  }

  private static void requirePatience(int patience) {
    if (patience < 0) {
      throw new IllegalArgumentException("patience must be 0 or more, not " + patience);
    }
  }

  private static void requireFactor(double factor) {
    if (!(factor > 0 && factor < 1)) {
      throw new IllegalArgumentException("factor must be between 0 and 1, not " + factor);
    }
  }
}
