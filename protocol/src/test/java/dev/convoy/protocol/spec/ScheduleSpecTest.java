package dev.convoy.protocol.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** K2: after which epochs a cyclic rate leaves a member for an ensemble. */
class ScheduleSpecTest {

  @Test
  void cyclesOfOneLengthEndEverySoManyEpochs() {
    assertThat(ends(new ScheduleSpec.Cyclic(3, 1, 0), 13)).containsExactly(3, 6, 9, 12);
    assertThat(ends(new ScheduleSpec.Cyclic(1, 1, 0), 4)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void cyclesThatGrowEndEverMoreRarely() {
    assertThat(ends(new ScheduleSpec.Cyclic(1, 2, 0), 40)).containsExactly(1, 3, 7, 15, 31);
    assertThat(ends(new ScheduleSpec.Cyclic(2, 3, 1), 100)).containsExactly(2, 8, 26, 80);
  }

  @Test
  void theLongestCyclesThereAreEndToo() {
    assertThat(ends(new ScheduleSpec.Cyclic(10_000, 100, 0), 10_001)).containsExactly(10_000);
  }

  @Test
  void otherSchedulesHaveNoCycles() {
    assertThat(ends(new ScheduleSpec.Cosine(0), 20)).isEmpty();
    assertThat(ends(new ScheduleSpec.Step(5, 0.1, 0), 20)).isEmpty();
  }

  private static IntStream ends(ScheduleSpec schedule, int epochs) {
    return IntStream.rangeClosed(1, epochs).filter(schedule::endsCycle);
  }
}
