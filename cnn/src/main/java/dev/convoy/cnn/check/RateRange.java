package dev.convoy.cnn.check;

import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.train.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/**
 * Which rates make the loss fall within about a hundred steps (H4): the rate rises from step to
 * step by the same factor until the loss runs away (Smith 2017). Regularization is off.
 *
 * @param rates of each step taken
 * @param losses of each step, smoothed
 * @param suggestion a tenth of the rate at which the loss was least; empty if it never fell
 */
public record RateRange(
    Verdict verdict,
    List<Double> rates,
    List<Double> losses,
    OptionalDouble suggestion,
    List<String> advice)
    implements Check {

  /** Where it begins. */
  public static final double LOWEST = 1e-6;

  /** Where it ends at the latest. */
  public static final double HIGHEST = 10;

  /** Steps from one to the other. */
  public static final int STEPS = 100;

  private static final double FALLEN = 0.97;

  /** Copies the lists. */
  public RateRange {
    rates = List.copyOf(rates);
    losses = List.copyOf(losses);
    advice = List.copyOf(advice);
  }

  /**
   * Takes the steps.
   *
   * @param mayTrain asked before each of them
   * @throws dev.convoy.cnn.train.TrainingInterrupted once {@code mayTrain} says no
   * @throws dev.convoy.cnn.CnnException if the network doesn't fit the data or the device
   */
  public static RateRange check(
      TrainingSpec spec, Splits data, Device device, BooleanSupplier mayTrain) {
    Ramp ramp = new Ramp(mayTrain);
    int batchSize = Probe.batchSize(spec, data.training());
    try (Probe probe =
        new Probe(
            spec, data.training(), data.statistics(spec.preprocessing()), batchSize, device)) {
      probe.train(STEPS, ramp);
    }
    return ramp.result();
  }

  private static final class Ramp implements Probe.Visitor {

    private static final double MEMORY = 0.8;
    private static final double RUN_AWAY = 3;

    private final BooleanSupplier mayTrain;
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private double average;
    private double least = Double.POSITIVE_INFINITY;
    private double leastRate;

    Ramp(BooleanSupplier mayTrain) {
      this.mayTrain = mayTrain;
    }

    @Override
    public boolean mayTrain() {
      return mayTrain.getAsBoolean();
    }

    @Override
    public double rate(int step) {
      return LOWEST * Math.pow(HIGHEST / LOWEST, step / (STEPS - 1.0));
    }

    @Override
    public boolean goOn(int step, Probe.Outcome outcome) {
      average = MEMORY * average + (1 - MEMORY) * outcome.loss();
      double smoothed = average / (1 - Math.pow(MEMORY, step + 1.0));
      if (!Double.isFinite(smoothed)) {
        return false;
      }
      rates.add(rate(step));
      losses.add(smoothed);
      if (smoothed < least) {
        least = smoothed;
        leastRate = rate(step);
      }
      return smoothed < RUN_AWAY * Math.max(losses.getFirst(), least);
    }

    RateRange result() {
      if (!losses.isEmpty() && least < FALLEN * losses.getFirst()) {
        OptionalDouble suggestion = OptionalDouble.of(leastRate / 10);
        return new RateRange(Verdict.PASSED, rates, losses, suggestion, List.of());
      }
      List<String> advice =
          List.of(
              "the loss fell at no rate from %s to %s: check the initial loss and a tiny sample first"
                  .formatted(LOWEST, HIGHEST));
      return new RateRange(Verdict.FAILED, rates, losses, OptionalDouble.empty(), advice);
    }
  }
}
