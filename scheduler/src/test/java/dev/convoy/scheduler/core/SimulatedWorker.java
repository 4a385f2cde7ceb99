package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.CheckResult;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Work;
import dev.convoy.scheduler.Samples;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Holds one piece of work and says one thing a step about it; what it says of a trial's epochs is a
 * {@link SimulatedCurve}.
 */
final class SimulatedWorker {
  private static final Instant AT = Samples.AT;

  private final Work work;
  private final int delivery;
  private int said;
  private boolean done;

  SimulatedWorker(Work work, int delivery) {
    this.work = work;
    this.delivery = delivery;
  }

  boolean isDone() {
    return done;
  }

  /** Whether its last word will be that its leg is completed, by which a gap before it shows. */
  boolean isBoundToComplete() {
    return !done
        && work instanceof Work.TrainLeg leg
        && SimulatedCurve.of(leg).fate(leg.leg().toEpoch()).isEmpty();
  }

  /** What it says next, and whether that is its last word. */
  Report speak(boolean failing) {
    return switch (work) {
      case Work.TrainLeg leg -> train(leg, failing);
      case Work.RunCheck check -> {
        done = true;
        yield failing
            ? new Report.CheckFailed(
                check.experimentId(), check.check(), check.restart(), passing(), AT)
            : new Report.CheckMade(
                check.experimentId(), check.check(), check.restart(), result(check), AT);
      }
      case Work.BuildEnsemble ensemble -> {
        done = true;
        yield failing
            ? new Report.EnsembleFailed(ensemble.experimentId(), ensemble.restart(), passing(), AT)
            : new Report.EnsembleBuilt(
                ensemble.experimentId(), ensemble.restart(), score(ensemble), AT);
      }
    };
  }

  private static EnsembleScore score(Work.BuildEnsemble ensemble) {
    return new EnsembleScore(
        ensemble.members().stream()
            .map(
                member ->
                    new EnsembleScore.MemberScore(
                        member.trial(), OptionalInt.of(member.snapshot().epoch()), 0.8))
            .toList(),
        0.9);
  }

  /** Whether a check with this seed can't learn even a tiny sample; one in five. */
  static boolean learnsNothing(long seed) {
    return seed % 5 == 0;
  }

  /** A function of the seed. */
  private static CheckResult result(Work.RunCheck check) {
    return switch (check.check()) {
      case INITIAL_LOSS -> Samples.passed(OptionalDouble.empty());
      case TINY_SAMPLE ->
          learnsNothing(check.seed())
              ? Samples.refused("the loss is flat: raise the rate")
              : Samples.passed(OptionalDouble.empty());
      case RATE_RANGE ->
          Samples.passed(
              OptionalDouble.of(
                  Math.pow(10, new SplittableRandom(check.seed()).nextDouble(-5, 0))));
    };
  }

  private Report train(Work.TrainLeg leg, boolean failing) {
    Attempt attempt = new Attempt(leg.leg().number(), leg.leg().restart(), delivery);
    SimulatedCurve curve = SimulatedCurve.of(leg);
    int epoch = leg.leg().fromEpoch() + said;
    Optional<Failure> failure =
        failing
            ? Optional.of(passing())
            : curve.fate(epoch).filter(end -> said > 0 && epoch <= leg.leg().toEpoch());
    if (failure.isPresent()) {
      done = true;
      return new Report.LegFailed(leg.experimentId(), leg.trial(), attempt, failure.get(), AT);
    }
    if (epoch > leg.leg().toEpoch()) {
      done = true;
      return new Report.LegCompleted(leg.experimentId(), leg.trial(), attempt, AT);
    }
    said++;
    return said == 1
        ? new Report.LegStarted(leg.experimentId(), leg.trial(), attempt, "w", "cpu", AT)
        : new Report.EpochCompleted(
            leg.experimentId(),
            leg.trial(),
            attempt,
            epoch,
            curve.metrics(epoch),
            Optional.of(Samples.snapshot(leg.trial(), epoch))
                .filter(snapshot -> curve.isSaved(epoch, attempt)),
            AT);
  }

  /** Obeys, if it is meant. */
  void hear(Control control) {
    done |=
        work.experimentId().equals(control.experimentId())
            && work instanceof Work.TrainLeg leg
            && concerns(control, leg);
  }

  private boolean concerns(Control control, Work.TrainLeg leg) {
    return switch (control) {
      case Control.StopExperiment stop -> true;
      case Control.StopTrial stop -> stop.trial() == leg.trial();
      case Control.FenceAttempts fence ->
          fence.trial() == leg.trial()
              && new Attempt(leg.leg().number(), leg.leg().restart(), delivery)
                      .compareTo(fence.current())
                  < 0;
    };
  }

  private static Failure passing() {
    return new Failure(Failure.Kind.IO, "the network");
  }
}
