package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Finding;
import dev.convoy.protocol.message.NarrowedRange;
import dev.convoy.scheduler.review.CurveReader;
import dev.convoy.scheduler.review.Importance;
import dev.convoy.scheduler.search.EdgeOfSearch;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Writes down what curves and hyperparameters say. */
final class Reviews {

  private Reviews() {}

  /** A trial that ended. */
  static Fact.TrialDiagnosed trial(Experiment experiment, Fact.TrialEnded end) {
    List<Finding> read = CurveReader.read(experiment.history().metrics(end.trial()));
    boolean diverged = end.reason().code().equals(Failure.Kind.NON_FINITE_LOSS.code());
    List<Finding> findings =
        diverged && read.stream().noneMatch(finding -> finding.what().equals("diverged"))
            ? List.of(CurveReader.diverged(experiment.history().curve(end.trial()).epochs()))
            : read;
    return new Fact.TrialDiagnosed(experiment.id(), end.trial(), findings, end.at());
  }

  /**
   * All trials together, once training is over.
   *
   * @param last diagnoses that are written down together with it
   */
  static Decision experiment(Experiment experiment, List<Fact.TrialDiagnosed> last, Instant at) {
    return Decision.that(
        new Fact.ExperimentReviewed(
            experiment.id(),
            Stream.concat(
                    experiment.majorityWith(last).findings().stream(),
                    experiment.plan().search().edges(experiment.history()).stream()
                        .map(Reviews::finding))
                .toList(),
            Importance.of(experiment.spec().space(), experiment.history()),
            at));
  }

  private static Finding finding(EdgeOfSearch edge) {
    NarrowedRange range = edge.searched();
    boolean low = range.best() == NarrowedRange.Best.AT_THE_LOW_END;
    return new Finding(
        "best-at-the-edge",
        "trial %d, the best of the fine round, has %s %s, at the %s end of %s to %s"
            .formatted(
                edge.trial(),
                range.path(),
                edge.value(),
                low ? "low" : "high",
                range.low(),
                range.high()),
        "Widen the range of %s %s %s and search again"
            .formatted(range.path(), low ? "below" : "above", low ? range.low() : range.high()));
  }
}
