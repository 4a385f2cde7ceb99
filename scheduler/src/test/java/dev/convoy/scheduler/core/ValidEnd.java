package dev.convoy.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.EnsembleMember;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Objective;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What holds of the end of any experiment that nobody cut short, whatever the order of arrival. */
final class ValidEnd {
  private static final Comparator<Fact.TrialEnded> BY_TRIAL =
      Comparator.comparingInt(Fact.TrialEnded::trial);

  private static final String NON_FINITE = "non-finite-loss";

  private final ExperimentSpec spec;
  private final FactLog log;

  private ValidEnd(ExperimentSpec spec, FactLog log) {
    this.spec = spec;
    this.log = log;
  }

  static void check(ExperimentSpec spec, FactLog log, String run) {
    ValidEnd end = new ValidEnd(spec, log);
    assertThat(log.facts().getLast())
        .as(run)
        .isInstanceOfSatisfying(
            Fact.ExperimentEnded.class,
            ended -> assertThat(ended.status()).as(run).isEqualTo(ExperimentStatus.COMPLETED));
    end.checkTrials(run);
    end.checkEnsemble(run);
  }

  private void checkTrials(String run) {
    Plan plan = Plan.of(spec, spec.search().seed().orElseThrow());
    List<Fact.TrialEnded> ends = log.of(Fact.TrialEnded.class).stream().sorted(BY_TRIAL).toList();
    assertThat(log.of(Fact.TrialCreated.class)).as(run).hasSize(plan.budget());
    assertThat(ends).as(run).hasSize(plan.budget());
    for (Fact.TrialEnded end : ends) {
      int whole = wholeTrial(plan, end.trial());
      List<Fact.EpochRecorded> recorded = epochs(end.trial());
      long epochs = recorded.size();
      boolean diverged = recorded.stream().anyMatch(epoch -> !isFinite(epoch));
      String which = "%s, trial %d: %s".formatted(run, end.trial(), end.reason());
      switch (end.status()) {
        case COMPLETED -> {
          assertThat(epochs).as(which).isEqualTo(whole);
          assertThat(diverged).as(which).isFalse();
        }
        case STOPPED -> {
          if (diverged) {
            assertThat(epochs).as(which).isLessThanOrEqualTo(whole);
            assertThat(end.reason().code()).as(which).isEqualTo(NON_FINITE);
          } else {
            assertThat(epochs).as(which).isLessThan(whole);
            assertThat(isAskedFor(end.reason().code())).as(which).isTrue();
          }
        }
        case FAILED -> assertThat(end.reason().code()).as(which).isEqualTo("out-of-memory");
        case QUEUED, RUNNING, PAUSED, CANCELLED -> throw new AssertionError(which);
      }
    }
  }

  /** The last epoch of a trial that nothing stops. */
  private int wholeTrial(Plan plan, int trial) {
    int last = spec.epochs().orElseThrow();
    int end = plan.allocation().legEnd(trial, 0, last);
    while (plan.allocation().waitsAfter(trial, end)) {
      end = plan.allocation().legEnd(trial, end, last);
    }
    return end;
  }

  private boolean isAskedFor(String code) {
    return code.equals(NON_FINITE) || spec.document().path("stopping").findValue(code) != null;
  }

  /** One that is not ends its trial, which is stopped even if no epoch was left. */
  private boolean isFinite(Fact.EpochRecorded epoch) {
    return Stream.of(
            spec.objective().metric(),
            Objective.Metric.TRAINING_LOSS,
            Objective.Metric.VALIDATION_LOSS)
        .allMatch(metric -> Double.isFinite(epoch.metrics().value(metric)));
  }

  private List<Fact.EpochRecorded> epochs(int trial) {
    return log.of(Fact.EpochRecorded.class).stream().filter(one -> one.trial() == trial).toList();
  }

  /** A trial's best epoch that left a snapshot. */
  private record Best(EnsembleMember member, double score) {}

  private void checkEnsemble(String run) {
    List<EnsembleMember> best =
        log.of(Fact.TrialEnded.class).stream()
            .sorted(BY_TRIAL)
            .flatMap(end -> best(end.trial()).stream())
            .sorted(Comparator.comparingDouble(Best::score).reversed())
            .limit(spec.ensemble().size())
            .map(Best::member)
            .toList();
    assertThat(log.of(Fact.EnsembleOrdered.class).getFirst().members()).as(run).isEqualTo(best);
  }

  private Optional<Best> best(int trial) {
    Optional<Best> best = Optional.empty();
    for (Fact.EpochRecorded epoch : epochs(trial)) {
      double score = spec.objective().score(epoch.metrics().value(spec.objective().metric()));
      boolean better = score > best.map(Best::score).orElse(Double.NEGATIVE_INFINITY);
      if (epoch.snapshot().isPresent() && better) {
        best = Optional.of(new Best(new EnsembleMember(trial, epoch.snapshot().get()), score));
      }
    }
    return best;
  }
}
