package dev.convoy.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Work;
import dev.convoy.scheduler.Samples;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten thousand trials of twenty epochs in one experiment: what an event costs does not grow. */
@Tag("slow")
class ManyTrialsTest {
  private static final int TRIALS = 10_000;
  private static final int EPOCHS = 20;

  private final SchedulerState state = new SchedulerState();
  private final Queue<Work.TrainLeg> queue = new ArrayDeque<>();
  private final List<Long> nanos = new ArrayList<>();
  private int ended;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          random | {"median": {}}
          random | {"asha": {"eta": 3, "firstRung": 1}}
          random | {"hyperband": {"eta": 3}}
          tpe    | {"median": {}}
          """)
  void theLastEventsCostWhatTheFirstDid(String search, String rule) {
    take(
        new Command.Requested(
            Samples.submit(
                Samples.spec(
                    """
                    {"training": {"epochs": %d, "batchSize": {"choice": [32, 64]},
                                  "optimizer": {"learningRate": {"logUniform": [0.001, 0.1]}}},
                     "search": {"method": "%s", "trials": %d, "parallel": 100, "seed": 1},
                     "stopping": [%s], "limits": {"failedShare": 1}}
                    """
                        .formatted(EPOCHS, search, TRIALS, rule)))));
    while (!queue.isEmpty()) {
      train(queue.remove());
    }

    assertThat(ended).isEqualTo(TRIALS);
    double early = mean(nanos.subList(nanos.size() / 10, nanos.size() / 5));
    double late = mean(nanos.subList(nanos.size() - nanos.size() / 10, nanos.size() - 1));
    assertThat(late).as("nanoseconds an event, %.0f at first", early).isLessThan(5 * early);
  }

  private void train(Work.TrainLeg leg) {
    Attempt attempt = new Attempt(leg.leg().number(), leg.leg().restart(), 1);
    for (int epoch = leg.leg().fromEpoch() + 1; epoch <= leg.leg().toEpoch(); epoch++) {
      boolean over =
          take(
              new Command.Reported(
                  new Report.EpochCompleted(
                      Samples.ID,
                      leg.trial(),
                      attempt,
                      epoch,
                      Samples.metrics(1 - 1.0 / (1 + leg.seed() % 97 + epoch)),
                      Optional.of(Samples.snapshot(leg.trial(), epoch)),
                      Samples.AT)));
      if (over) {
        return;
      }
    }
  }

  /** Whether a trial was told to stop. */
  private boolean take(Command command) {
    long begin = System.nanoTime();
    Decision decision = Scheduler.handle(state, command);
    nanos.add(System.nanoTime() - begin);
    decision.work().stream()
        .filter(Work.TrainLeg.class::isInstance)
        .map(Work.TrainLeg.class::cast)
        .forEach(queue::add);
    ended += (int) decision.facts().stream().filter(Fact.TrialEnded.class::isInstance).count();
    return !decision.control().isEmpty();
  }

  private static double mean(List<Long> nanos) {
    return nanos.stream().mapToLong(Long::longValue).average().orElseThrow();
  }
}
