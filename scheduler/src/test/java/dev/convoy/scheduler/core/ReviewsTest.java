package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.Samples.ID;
import static dev.convoy.scheduler.Samples.epoch;
import static dev.convoy.scheduler.Samples.first;
import static dev.convoy.scheduler.Samples.spec;
import static dev.convoy.scheduler.Samples.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Finding;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.spec.ExperimentSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is written down about trials that ended, and about all of them together. */
class ReviewsTest {
  private final SchedulerState state = new SchedulerState();
  private final List<Fact> facts = new ArrayList<>();

  @Test
  @DisplayName("J2: coarse trials, too short to show anything, don't outvote the whole ones")
  void whatTheFineRoundShowsIsNotOutvotedByTheCoarseOne() {
    submitted(
        """
        {"training": {"epochs": 5, "optimizer": {"learningRate": {"logUniform": [1e-4, 0.1]}}},
         "search": {"method": "coarse-to-fine", "trials": 7, "coarseTrials": 4,
                    "coarseEpochs": 2, "parallel": 4, "seed": 7}}
        """);
    for (int trial = 0; trial < 4; trial++) {
      trains(trial, 0.1, 0.2);
    }
    for (int trial = 4; trial < 7; trial++) {
      trains(trial, 0.2, 0.3, 0.4, 0.5, 0.6);
    }

    assertThat(reviewed().findings())
        .contains(
            new Finding(
                "still-rising", "3 of the 3 trials whose curves can be read", "Train longer"));
  }

  private void submitted(String json) {
    ExperimentSpec spec = spec(json);
    take(new Command.Requested(submit(spec)));
  }

  private void trains(int trial, double... accuracies) {
    for (int epoch = 1; epoch <= accuracies.length; epoch++) {
      take(new Command.Reported(epoch(trial, first(), epoch, accuracies[epoch - 1])));
    }
  }

  private void take(Command command) {
    facts.addAll(Scheduler.handle(state, command).facts());
  }

  private Fact.ExperimentReviewed reviewed() {
    return the(Fact.ExperimentReviewed.class).getFirst();
  }

  private <F extends Fact> List<F> the(Class<F> type) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
