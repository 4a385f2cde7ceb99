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
 * change. A curve that diverged says nothing else. All findings but that need at least {@value
 * #FEWEST} epochs; the start is the first third of them, the end the last third.
 *
 * <ul>
 *   <li>{@code diverged}: a training loss that is not finite;
 *   <li>{@code exploding}: the last training loss is above 1.5 times the first;
 *   <li>{@code flat}: the training loss never fell by 2 % of the first: the rate is too low;
 *   <li>{@code slow-start}: it fell by less than 2 % over the start, and by more than 20 % in the
 *       end: bad initialization;
 *   <li>{@code still-rising}: the last validation accuracy is the best, and 0.01 above where the
 *       end began;
 *   <li>{@code overfit}: the last training accuracy is 0.1 above that on validation;
 *   <li>{@code late-overfitting}: the validation loss has risen by 10 % since its least, before the
 *       end, while the training loss fell;
 *   <li>{@code underfit}: the last training accuracy is below 0.8, the gap below 0.02, and it is
 *       not rising any more;
 *   <li>{@code plateau}: over the end the rate was the same and the training loss fell by less than
 *       1 %, though it had fallen by 10 % before.
 * </ul>
 */
public final class CurveReader {
  private static final int FEWEST = 5;

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
    return diverged.isPresent() || curve.size() < FEWEST
        ? diverged.stream().toList()
        : Stream.of(
                reader.exploding(),
                reader.flat(),
                reader.slowStart(),
                reader.stillRising(),
                reader.overfit(),
                reader.lateOverfitting(),
                reader.underfit(),
                reader.plateau())
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
      if (!Double.isFinite(curve.get(i).trainingLoss())) {
        return Optional.of(diverged(i));
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> exploding() {
    return finding(
        last().trainingLoss() > 1.5 * first().trainingLoss(),
        "exploding",
        String.format(
            Locale.ROOT,
            "training loss rose from %.3f to %.3f",
            first().trainingLoss(),
            last().trainingLoss()),
        "Lower the learning rate, warm it up or clip the gradients");
  }

  private Optional<Finding> flat() {
    return finding(
        isFlat() && last().trainingLoss() <= 1.5 * first().trainingLoss(),
        "flat",
        String.format(
            Locale.ROOT,
            "training loss went from %.3f to no less than %.3f",
            first().trainingLoss(),
            least(EpochMetrics::trainingLoss)),
        "Raise the learning rate, and see that the data and labels fit");
  }

  private boolean isFlat() {
    return least(EpochMetrics::trainingLoss) > 0.98 * first().trainingLoss();
  }

  private Optional<Finding> slowStart() {
    double afterStart = curve.get(third() - 1).trainingLoss();
    return finding(
        third() > 1
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
    int least = 0;
    for (int i = 1; i < curve.size(); i++) {
      if (curve.get(i).validationLoss() < curve.get(least).validationLoss()) {
        least = i;
      }
    }
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
        last().trainingAccuracy() < 0.8 && gap() < 0.02 && !isRising() && !isFlat(),
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
            && last().trainingLoss() > 0.99 * before
            && last().trainingLoss() <= 1.5 * first().trainingLoss(),
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

  private double least(ToDoubleFunction<EpochMetrics> metric) {
    return curve.stream().mapToDouble(metric).min().orElseThrow();
  }

  private static Optional<Finding> finding(
      boolean found, String what, String evidence, String advice) {
    return found ? Optional.of(new Finding(what, evidence, advice)) : Optional.empty();
  }
}
