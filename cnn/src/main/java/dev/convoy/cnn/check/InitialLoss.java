package dev.convoy.cnn.check;

import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.train.TrainingSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the loss before any training is near ln(C), that of a network which takes all C classes
 * for equally likely (H2). Regularization is off.
 *
 * @param loss mean over a batch
 * @param expected ln(C)
 */
public record InitialLoss(Verdict verdict, double loss, double expected, List<String> advice)
    implements Check {

  /** How far from ln(C) it may be, as a share of it. */
  private static final double TOLERANCE = 0.3;

  /** Copies the advice. */
  public InitialLoss {
    advice = List.copyOf(advice);
  }

  /**
   * Looks at one batch.
   *
   * @throws dev.convoy.cnn.CnnException if the network doesn't fit the data or the device
   */
  public static InitialLoss check(TrainingSpec spec, Splits data, Device device) {
    Look look = new Look();
    int batchSize = Probe.batchSize(spec, data.training());
    try (Probe probe =
        new Probe(
            spec, data.training(), data.statistics(spec.preprocessing()), batchSize, device)) {
      probe.train(1, look);
    }
    return of(look.loss, Math.log(data.classes()));
  }

  /** The verdict on a loss. */
  static InitialLoss of(double loss, double expected) {
    List<String> advice = new ArrayList<>();
    Probe.adviseIfNotFinite(loss, advice);
    if (loss > expected * (1 + TOLERANCE)) {
      advice.add("the network is sure of itself untaught: initialize its last layers smaller");
      advice.add("preprocess images to mean 0 and standard deviation 1 (channel-mean-std)");
    }
    if (loss < expected * (1 - TOLERANCE)) {
      advice.add("it knows the answers untaught: look whether labels are of few classes only");
    }
    return new InitialLoss(Check.by(advice), loss, expected, advice);
  }

  private static final class Look implements Probe.Visitor {

    private double loss;

    @Override
    public boolean mayTrain() {
      return true;
    }

    @Override
    public double rate(int step) {
      return 0;
    }

    @Override
    public boolean goOn(int step, Probe.Outcome outcome) {
      loss = outcome.loss();
      return false;
    }
  }
}
