package dev.convoy.cnn.check;

import dev.convoy.cnn.data.ImageSource;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.data.Subset;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.train.TrainingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Whether the network can learn a few images by heart (H3): what can't do that won't learn many.
 * Regularization is off, the rate is the spec's and constant.
 *
 * @param images in the sample
 * @param accuracy in [0, 1], of the last step
 * @param losses of each step taken
 */
public record TinySample(
    Verdict verdict, int images, double accuracy, List<Double> losses, List<String> advice)
    implements Check {

  /**
   * How hard to try.
   *
   * @param images in the sample
   * @param steps after which it has failed
   */
  public record Effort(int images, int steps) {
    /** What is usually enough to tell. */
    public static final Effort USUAL = new Effort(20, 300);
  }

  private static final double FLAT = 0.95;

  /** Copies the lists. */
  public TinySample {
    losses = List.copyOf(losses);
    advice = List.copyOf(advice);
  }

  /**
   * Trains until every image of the sample is recognized.
   *
   * @param mayTrain asked before each step
   * @throws dev.convoy.cnn.train.TrainingInterrupted once {@code mayTrain} says no
   * @throws dev.convoy.cnn.CnnException if the network doesn't fit the data or the device
   */
  public static TinySample check(
      TrainingSpec spec, Splits data, Effort effort, Device device, BooleanSupplier mayTrain) {
    int count = Math.min(effort.images(), data.training().size());
    ImageSource sample = Subset.sample(data.training(), count);
    Watch watch = new Watch(spec.optimizer().learningRate(), mayTrain);
    try (Probe probe =
        new Probe(spec, sample, data.statistics(spec.preprocessing()), count, device)) {
      probe.train(effort.steps(), watch);
    }
    double accuracy = watch.accuracy;
    List<String> advice = accuracy == 1 ? List.of() : reasons(sample, watch.losses);
    return new TinySample(Check.by(advice), count, accuracy, watch.losses, advice);
  }

  private static List<String> reasons(ImageSource sample, List<Double> losses) {
    List<String> reasons = new ArrayList<>();
    Probe.adviseIfNotFinite(losses.getLast(), reasons);
    contradiction(sample, reasons);
    if (losses.getLast() > FLAT * losses.getFirst()) {
      reasons.add("the loss is flat: raise the rate");
      reasons.add("no gradient may arrive: other initial weights, a norm, no saturated activation");
    } else if (reasons.isEmpty()) {
      reasons.add("the loss still falls: give it more steps or a higher rate");
      reasons.add("the network may be too small: make it wider or deeper");
    }
    return reasons;
  }

  /** Two images alike of different classes, which nothing can learn. */
  private static void contradiction(ImageSource sample, List<String> reasons) {
    float[][] pixels = new float[sample.size()][sample.shape().values()];
    for (int i = 0; i < pixels.length; i++) {
      sample.read(i, pixels[i]);
      for (int j = 0; j < i; j++) {
        if (sample.label(i) != sample.label(j) && Arrays.equals(pixels[i], pixels[j])) {
          reasons.add(
              "equal images are labelled %d and %d: mend the labels, or the decoding of images"
                  .formatted(sample.label(j), sample.label(i)));
          return;
        }
      }
    }
  }

  private static final class Watch implements Probe.Visitor {

    private final double constantRate;
    private final BooleanSupplier mayTrain;
    private final List<Double> losses = new ArrayList<>();
    private double accuracy;

    Watch(double constantRate, BooleanSupplier mayTrain) {
      this.constantRate = constantRate;
      this.mayTrain = mayTrain;
    }

    @Override
    public boolean mayTrain() {
      return mayTrain.getAsBoolean();
    }

    @Override
    public double rate(int step) {
      return constantRate;
    }

    @Override
    public boolean goOn(int step, Probe.Outcome outcome) {
      losses.add(outcome.loss());
      accuracy = outcome.accuracy();
      return accuracy < 1 && Double.isFinite(outcome.loss());
    }
  }
}
