package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.CheckKind;
import dev.convoy.protocol.message.CheckResult;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.scheduler.search.Draw;
import dev.convoy.scheduler.search.FoundRate;
import java.time.Instant;
import java.util.Optional;

/**
 * The checks that a recipe makes before money is spent (CS231n, lecture 7: initial loss, a tiny
 * sample, the learning rate), one after the other, before any trial. They are made with the middle
 * of every range and the middle option of every choice, which need not be the first trial's. Every
 * verdict is a fact; one that fails ends the experiment with its evidence and advice. A check that
 * can't be made is ordered again like a leg, up to {@code maxRestarts} times. A pause lets the one
 * under way end, and its verdict counts; what is ordered again in a pause is sent when that is
 * over.
 */
final class Gates {

  private Gates() {}

  /** The next check, or nothing while one is under way; empty once all are passed. */
  static Optional<Decision> next(Experiment experiment, Instant at) {
    Checks checks = experiment.checks();
    return checks
        .next()
        .map(
            next ->
                checks.isOrdered(next)
                    ? catchUp(experiment, at)
                    : order(experiment, next, 0, Draw.middle(experiment.spec().space()), at));
  }

  /** A check that is under way is waited for, unless a pause kept its order back. */
  private static Decision catchUp(Experiment experiment, Instant at) {
    return experiment
        .checks()
        .postponed()
        .map(kept -> order(experiment, kept.check(), kept.restart(), kept.hyperparameters(), at))
        .orElse(Decision.NOTHING);
  }

  private static Decision order(
      Experiment experiment, CheckKind check, int restart, Hyperparameters middle, Instant at) {
    Fact.CheckOrdered order = new Fact.CheckOrdered(experiment.id(), check, restart, middle, at);
    try {
      return experiment.suspension().lasts()
          ? Decision.that(order)
          : Orders.check(experiment, order);
    } catch (IllegalArgumentException e) {
      return fail(
          experiment, new Reason(Failure.Kind.SPEC.code(), String.valueOf(e.getMessage())), at);
    }
  }

  /** What a worker's result leads to; said twice it is void. */
  static Decision made(Experiment experiment, Report.CheckMade r) {
    return experiment.checks().awaits(r.check())
        ? Decision.that(new Fact.CheckJudged(experiment.id(), r.check(), r.result(), r.at()))
        : Decision.NOTHING;
  }

  /** What a worker's failure leads to, if it is about the last order. */
  static Decision failed(Experiment experiment, Report.CheckFailed r) {
    Optional<Fact.CheckOrdered> order =
        experiment
            .checks()
            .ordered()
            .filter(last -> experiment.checks().awaits(r.check()) && last.restart() == r.restart());
    if (order.isEmpty()) {
      return Decision.NOTHING;
    }
    boolean again =
        r.failure().kind().worthRetrying()
            && r.restart() < experiment.spec().limits().maxRestarts();
    return again
        ? order(experiment, r.check(), r.restart() + 1, order.get().hyperparameters(), r.at())
        : fail(
            experiment,
            new Reason(
                r.failure().kind().code(),
                "the check %s could not be made: %s"
                    .formatted(r.check().code(), r.failure().detail())),
            r.at());
  }

  /** A verdict ends the experiment or opens the way. */
  static Decision follow(Experiment experiment, Fact.CheckJudged judged) {
    return switch (judged.result().verdict()) {
      case FAILED ->
          fail(
              experiment,
              new Reason(judged.check().code(), judged.result().sentence()),
              judged.at());
      case PASSED ->
          narrowed(experiment, judged.result(), judged.at())
              .orElseGet(() -> Slots.fill(experiment, judged.at()));
    };
  }

  private static Optional<Decision> narrowed(
      Experiment experiment, CheckResult result, Instant at) {
    return result.rate().stream()
        .mapToObj(rate -> FoundRate.around(experiment.spec().space(), rate))
        .map(range -> Decision.that(new Fact.RateNarrowed(experiment.id(), range, at)))
        .findFirst();
  }

  private static Decision fail(Experiment experiment, Reason reason, Instant at) {
    return Endings.abort(experiment, ExperimentStatus.FAILED, reason, at);
  }
}
