package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** G4: every schedule, and the warm-up before it. */
class ScheduleSpecTest {

  @Test
  void stepsDownEverySoManyEpochs() {
    ScheduleSpec schedule = ScheduleSpec.of(new ScheduleSpec.Steps(0.1, 2));

    assertThat(schedule.factor(1.99, 10, List.of())).isEqualTo(1);
    assertThat(schedule.factor(2, 10, List.of())).isCloseTo(0.1, within(1e-12));
    assertThat(schedule.factor(4.5, 10, List.of())).isCloseTo(0.01, within(1e-12));
  }

  @Test
  void cosineFallsFromOneToZero() {
    ScheduleSpec schedule = ScheduleSpec.of(new ScheduleSpec.Cosine());

    assertThat(schedule.factor(0, 8, List.of())).isEqualTo(1);
    assertThat(schedule.factor(4, 8, List.of())).isCloseTo(0.5, within(1e-12));
    assertThat(schedule.factor(8, 8, List.of())).isCloseTo(0, within(1e-12));
  }

  @Test
  @DisplayName("K2: a cyclic rate falls to zero along half a cosine, again and again (SGDR)")
  void cyclicFallsToZeroAndStartsAgainAtTheTop() {
    ScheduleSpec schedule = ScheduleSpec.of(new ScheduleSpec.Cyclic(4, 1));

    for (int begin = 0; begin <= 40; begin += 4) {
      assertThat(schedule.factor(begin, 9, List.of())).isEqualTo(1);
      assertThat(schedule.factor(begin + 1, 9, List.of()))
          .isCloseTo((1 + Math.cos(Math.PI / 4)) / 2, within(1e-12));
      assertThat(schedule.factor(begin + 2, 9, List.of())).isCloseTo(0.5, within(1e-12));
      assertThat(schedule.factor(Math.nextDown(begin + 4.0), 9, List.of()))
          .isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void cyclesMayGrowLonger() {
    ScheduleSpec schedule = ScheduleSpec.of(new ScheduleSpec.Cyclic(2, 3));

    assertThat(schedule.factor(1, 9, List.of())).isCloseTo(0.5, within(1e-12));
    assertThat(schedule.factor(2, 9, List.of())).isEqualTo(1);
    assertThat(schedule.factor(5, 9, List.of())).isCloseTo(0.5, within(1e-12));
    assertThat(schedule.factor(8, 9, List.of())).isEqualTo(1);
    assertThat(schedule.factor(17, 9, List.of())).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void refusesCyclesWithoutAnEpoch() {
    assertThatThrownBy(() -> new ScheduleSpec.Cyclic(0, 1)).hasMessageContaining("not 0 and 1");
    assertThatThrownBy(() -> new ScheduleSpec.Cyclic(5, 0)).hasMessageContaining("not 5 and 0");
  }

  @Test
  void linearFallsFromOneToZero() {
    ScheduleSpec schedule = ScheduleSpec.of(new ScheduleSpec.Linear());

    assertThat(schedule.factor(0, 8, List.of())).isEqualTo(1);
    assertThat(schedule.factor(2, 8, List.of())).isEqualTo(0.75);
    assertThat(schedule.factor(8, 8, List.of())).isEqualTo(0);
  }

  @Test
  void inverseRootHalvesWhenProgressIsFourfold() {
    ScheduleSpec schedule = new ScheduleSpec(new ScheduleSpec.InverseRoot(2), 1);

    assertThat(schedule.factor(0.5, 9, List.of())).isEqualTo(0.5);
    assertThat(schedule.factor(2, 9, List.of())).isEqualTo(1);
    assertThat(schedule.factor(8, 9, List.of())).isEqualTo(0.5);
  }

  @Test
  void plateauWaitsThenDivides() {
    ScheduleSpec schedule = ScheduleSpec.of(new ScheduleSpec.Plateau(0.1, 1));

    assertThat(schedule.factor(3, 9, losses(2.0, 1.0, 1.1))).isEqualTo(1);
    assertThat(schedule.factor(4, 9, losses(2.0, 1.0, 1.1, 1.0))).isEqualTo(0.1);
    assertThat(schedule.factor(5, 9, losses(2.0, 1.0, 1.1, 1.0, 0.9))).isEqualTo(0.1);
  }

  @Test
  @DisplayName("B4: the rate falls when the error stays, whatever the loss does")
  void errorPlateauWatchesTheError() {
    ScheduleSpec schedule = ScheduleSpec.of(new ScheduleSpec.ErrorPlateau(0.1, 1));
    List<EpochResult> history =
        List.of(epoch(3, 0.5), epoch(2, 0.5), epoch(1, 0.5), epoch(1.5, 0.6));

    assertThat(schedule.factor(2, 9, history.subList(0, 2))).isEqualTo(1);
    assertThat(schedule.factor(3, 9, history.subList(0, 3))).isEqualTo(0.1);
    assertThat(schedule.factor(4, 9, history)).isEqualTo(0.1);
  }

  private static List<EpochResult> losses(double... losses) {
    return DoubleStream.of(losses).mapToObj(loss -> epoch(loss, 0)).toList();
  }

  private static EpochResult epoch(double loss, double accuracy) {
    return new EpochResult(1, 0, 0, loss, accuracy, 0, 0, 0);
  }

  @Test
  void warmsUpLinearly() {
    ScheduleSpec schedule = new ScheduleSpec(new ScheduleSpec.Constant(), 2);

    assertThat(schedule.factor(0.5, 9, List.of())).isEqualTo(0.25);
    assertThat(schedule.factor(3, 9, List.of())).isEqualTo(1);
  }

  @Test
  void refusesAFactorThatRaises() {
    assertThatThrownBy(() -> new ScheduleSpec.Steps(1.5, 2)).hasMessageContaining("1.5");
  }
}
