package dev.convoy.protocol.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.ExperimentId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionsTest {

  /** Running experiments would be lost if these moved: CRC-32C of the id, modulo the count. */
  @ParameterizedTest
  @CsvSource({
    "a, 0, 48",
    "fashion-resnet-7f3a, 3, 47",
    "exp-0, 0, 0",
    "exp-1, 3, 3",
    "z9-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, 2, 62"
  })
  void anExperimentStaysWhereItIs(String experiment, int ofFour, int ofSixtyFour) {
    ExperimentId id = new ExperimentId(experiment);

    assertThat(Partitions.of(id, 4)).isEqualTo(ofFour);
    assertThat(Partitions.of(id, 64)).isEqualTo(ofSixtyFour);
  }

  @Test
  void experimentsSpreadEvenly() {
    int[] counts = new int[8];

    IntStream.range(0, 8_000)
        .forEach(i -> counts[Partitions.of(new ExperimentId("exp-" + i), counts.length)]++);

    assertThat(IntStream.of(counts)).allMatch(count -> count > 850 && count < 1_150);
  }
}
