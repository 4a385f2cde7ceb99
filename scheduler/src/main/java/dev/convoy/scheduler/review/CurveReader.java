package dev.convoy.scheduler.review;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Reads one trial's learning curves as the lecture does (CS231n, lecture 7; Karpathy's "A Recipe
 * for Training Neural Networks"): each finding says what was seen, by which numbers, and what to
 * change. A curve that diverged or exploded says nothing else. All findings but {@code diverged}
 * need at least {@value #FEWEST} epochs; the start is the first third of them, the end the last
 * third. A trial is low whose last accuracies, in training and on validation, are both below
 * {@value #LOW}: one that is trained on hard augmentations may have a low one in training alone.
 *
 * <ul>
 *   <li>{@code diverged}: a training or validation loss that is not finite;
 *   <li>{@code exploding}: the last training loss is above 1.5 times the least before it, and at
 *       least a quarter of what had been gained is lost, so that the ups and downs of a loss near 0
 *       don't count;
 *   <li>{@code flat}: the training loss never fell by 2 % of the first, and the trial is low: the
 *       rate is too low;
 *   <li>{@code slow-start}: the training loss fell by less than 2 % over the start, though the rate
 *       was not still warming up, and by more than 20 % in the end: bad initialization;
 *   <li>{@code still-rising}: the last validation accuracy is the best, and 0.01 above where the
 *       end began;
 *   <li>{@code overfit}: the last training accuracy is 0.1 above that on validation;
 *   <li>{@code late-overfitting}: the validation loss has risen by 10 % since its least, before the
 *       end, while the training loss fell;
 *   <li>{@code underfit}: the trial is low, the gap between its accuracies is below 0.02, and it is
 *       not rising any more;
 *   <li>{@code plateau}: over the end the rate was the same and the training loss changed by less
 *       than 1 %, though it had fallen by 10 % before.
 * </ul>
 */
public final class CurveReader {
  private static final int FEWEST = 5;
  private static final double LOW = 0.8;

  private final List<EpochMetrics> curve;

  private CurveReader(List<EpochMetrics> curve) {
    this.curve = curve;
  }

  /**
   * What a trial's curves show; empty if nothing stands out.
   *
   * @param curve by epoch, from the first
   */
  public static List<Finding> read(List<EpochMetrics> curve) {
    CurveReader reader = new CurveReader(curve);
    Optional<Finding> diverged = reader.diverged();
    if (diverged.isPresent() || curve.size() < FEWEST) {
      return diverged.stream().toList();
    }
    return reader.exploding().map(List::of).orElseGet(reader::others);
  }

  private List<Finding> others() {
    return Stream.of(
            flat(), slowStart(), stillRising(), overfit(), lateOverfitting(), underfit(), plateau())
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Whether a trial counts that shows these findings or none: a curve too short to read would show
   * nothing, whatever it is like.
   */
  public static boolean canRead(int epochs, List<Finding> findings) {
    return epochs >= FEWEST || !findings.isEmpty();
  }

  /** What a trial shows that ended because its loss was no longer finite. */
  public static Finding diverged(int afterEpochs) {
    return new Finding(
        "diverged",
        "the loss was no longer finite after epoch " + afterEpochs,
        "Lower the learning rate, warm it up or clip the gradients");
  }

  private Optional<Finding> diverged() {
    for (int i = 0; i < curve.size(); i++) {
      if (!Double.isFinite(curve.get(i).trainingLoss())
          || !Double.isFinite(curve.get(i).validationLoss())) {
        return Optional.of(diverged(i));
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> exploding() {
    List<EpochMetrics> before = curve.subList(0, curve.size() - 1);
    int least = least(before, EpochMetrics::trainingLoss);
    double best = before.get(least).trainingLoss();
    double lost = last().trainingLoss() - best;
    return finding(
        last().trainingLoss() > 1.5 * best && lost > 0.25 * (first().trainingLoss() - best),
        "exploding",
        String.format(
            Locale.ROOT,
            "training loss rose from %.3f after epoch %d to %.3f",
            best,
            least + 1,
            last().trainingLoss()),
        "Lower the learning rate, warm it up or clip the gradients");
  }

  private Optional<Finding> flat() {
    return finding(
        isFlat() && isLow(),
        "flat",
        String.format(
            Locale.ROOT,
            "training loss went from %.3f to no less than %.3f",
            first().trainingLoss(),
            leastTrainingLoss()),
        "Raise the learning rate, and see that the data and labels fit");
  }

  private boolean isFlat() {
    return leastTrainingLoss() > 0.98 * first().trainingLoss();
  }

  private boolean isLow() {
    return last().trainingAccuracy() < LOW && last().validationAccuracy() < LOW;
  }

  private Optional<Finding> slowStart() {
    double afterStart = curve.get(third() - 1).trainingLoss();
    return finding(
        third() > 1
            && curve.get(third() - 1).learningRate() <= first().learningRate()
            && afterStart > 0.98 * first().trainingLoss()
            && last().trainingLoss() < 0.8 * first().trainingLoss(),
        "slow-start",
        String.format(
            Locale.ROOT,
            "training loss was still %.3f after epoch %d, and %.3f in the end",
            afterStart,
            third(),
            last().trainingLoss()),
        "Initialize by the fan-in (He or Xavier), or normalize");
  }

  private Optional<Finding> stillRising() {
    return finding(
        isRising(),
        "still-rising",
        String.format(
            Locale.ROOT,
            "validation accuracy rose from %.3f after epoch %d to its best, %.3f, in the last",
            endBegins().validationAccuracy(),
            curve.size() - third(),
            last().validationAccuracy()),
        "Train longer");
  }

  private boolean isRising() {
    double best = curve.stream().mapToDouble(EpochMetrics::validationAccuracy).max().orElseThrow();
    return last().validationAccuracy() >= best
        && last().validationAccuracy() > endBegins().validationAccuracy() + 0.01;
  }

  private Optional<Finding> overfit() {
    return finding(
        gap() > 0.1,
        "overfit",
        String.format(
            Locale.ROOT,
            "training accuracy %.3f against %.3f on validation after %d epochs",
            last().trainingAccuracy(),
            last().validationAccuracy(),
            curve.size()),
        "Regularize more, augment more or add data");
  }

  private Optional<Finding> lateOverfitting() {
    int least = least(curve, EpochMetrics::validationLoss);
    EpochMetrics best = curve.get(least);
    return finding(
        least < curve.size() - third()
            && last().validationLoss() > 1.1 * best.validationLoss()
            && last().trainingLoss() < best.trainingLoss(),
        "late-overfitting",
        String.format(
            Locale.ROOT,
            "validation loss rose from %.3f after epoch %d to %.3f, training loss fell from %.3f to"
                + " %.3f",
            best.validationLoss(),
            least + 1,
            last().validationLoss(),
            best.trainingLoss(),
            last().trainingLoss()),
        "Stop early or keep the best snapshot, and regularize more");
  }

  private Optional<Finding> underfit() {
    return finding(
        isLow() && gap() < 0.02 && !isRising() && !isFlat(),
        "underfit",
        String.format(
            Locale.ROOT,
            "training accuracy %.3f and %.3f on validation after %d epochs",
            last().trainingAccuracy(),
            last().validationAccuracy(),
            curve.size()),
        "Train longer, take a larger model or regularize less");
  }

  private Optional<Finding> plateau() {
    boolean sameRate =
        curve.subList(curve.size() - third() - 1, curve.size()).stream()
            .allMatch(epoch -> epoch.learningRate() == last().learningRate());
    double before = endBegins().trainingLoss();
    return finding(
        sameRate
            && third() > 1
            && before < 0.9 * first().trainingLoss()
            && Math.abs(last().trainingLoss() - before) < 0.01 * before,
        "plateau",
        String.format(
            Locale.ROOT,
            "training loss went from %.3f to %.3f over the last %d epochs at a rate of %.3g",
            before,
            last().trainingLoss(),
            third(),
            last().learningRate()),
        "Decay the learning rate there, by a step, a plateau or a cosine schedule");
  }

  private double gap() {
    return last().trainingAccuracy() - last().validationAccuracy();
  }

  private EpochMetrics first() {
    return curve.getFirst();
  }

  private EpochMetrics last() {
    return curve.getLast();
  }

  /** The epoch after which the last third begins. */
  private EpochMetrics endBegins() {
    return curve.get(curve.size() - third() - 1);
  }

  private int third() {
    return curve.size() / 3;
  }

  private double leastTrainingLoss() {
    return curve.get(least(curve, EpochMetrics::trainingLoss)).trainingLoss();
  }

  /** The index of the first epoch at which a metric is least. */
  private static int least(List<EpochMetrics> epochs, ToDoubleFunction<EpochMetrics> metric) {
    int least = 0;
    for (int i = 1; i < epochs.size(); i++) {
      if (metric.applyAsDouble(epochs.get(i)) < metric.applyAsDouble(epochs.get(least))) {
        least = i;
      }
    }
    return least;
  }

  private static Optional<Finding> finding(
      boolean found, String what, String evidence, String advice) {
    return found ? Optional.of(new Finding(what, evidence, advice)) : Optional.empty();
  }
}
