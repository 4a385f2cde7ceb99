package dev.convoy.worker.leg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.spec.Objective;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** J1: the snapshot that was best on validation is kept. */
class ImprovementsTest {
  private static final Objective LEAST_LOSS =
      new Objective(Objective.Metric.VALIDATION_LOSS, Objective.Goal.MINIMIZE);

  @Test
  void areTheEpochsThatWereTheBestOrAsGoodWhenTheyWereSaved() {
    assertThat(Improvements.epochs(accuracies(0.5, 0.4, 0.6, 0.6, 0.55), 0, Objective.DEFAULT))
        .containsExactly(1, 3, 4);
  }

  @Test
  void followTheObjectivesGoal() {
    assertThat(Improvements.epochs(accuracies(0.5, 0.4, 0.6), 0, LEAST_LOSS)).containsExactly(1, 3);
  }

  @Test
  void beginAnewAfterWhatIsKeptForOthers() {
    assertThat(Improvements.epochs(accuracies(0.5, 0.9, 0.6, 0.7), 2, Objective.DEFAULT))
        .containsExactly(3, 4);
  }

  @Test
  void areNeverNaN() {
    assertThat(Improvements.epochs(accuracies(Double.NaN, 0.1, Double.NaN), 0, Objective.DEFAULT))
        .containsExactly(2);
  }

  private static List<EpochMetrics> accuracies(double... accuracies) {
    return Arrays.stream(accuracies)
        .mapToObj(accuracy -> new EpochMetrics(1, 0, 1 - accuracy, accuracy, 0.1, 1, 100))
        .toList();
  }
}
