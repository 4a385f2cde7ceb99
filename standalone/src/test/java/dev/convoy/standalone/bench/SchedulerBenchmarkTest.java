package dev.convoy.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The benchmark itself: a real broker, a scheduler process that is really killed. */
@Timeout(180)
class SchedulerBenchmarkTest {

  @Test
  @Tag("slow")
  void measuresAnExperimentThatSurvivesItsSchedulersDeath() throws Exception {
    SchedulerFigures figures =
        SchedulerBenchmark.run(new SchedulerLoad(60, 4, 15, 8, 4, OptionalDouble.of(500)));

    assertThat(figures.reportsPerSecond()).isBetween(1.0, 600.0);
    assertThat(figures.stops()).isPositive();
    assertThat(figures.stopMedianMillis()).isPositive();
    assertThat(figures.stopP99Millis()).isGreaterThanOrEqualTo(figures.stopMedianMillis());
    assertThat(figures.recoverySeconds()).isPositive();
    assertThat(GrowthPlot.of(figures)).startsWith("<svg").contains(">54</text>");
    assertThat(figures.growth()).extracting(Growth.Stretch::trials).startsWith(6, 12).hasSize(9);
  }

  @Test
  void aTenthOfTheTrialsComesToRestWhereTheMedianRuleSeesIt() {
    List<Integer> hopeless =
        IntStream.range(0, 1000)
            .filter(
                trial ->
                    SyntheticTrial.metrics(trial, 20).validationAccuracy()
                        == SyntheticTrial.metrics(trial, 7).validationAccuracy())
            .boxed()
            .toList();

    assertThat(hopeless).hasSizeBetween(70, 130);
  }

  @Test
  void tooFewTrialsAreRefusedWithTheNumberNeeded() {
    assertThatThrownBy(() -> new SchedulerLoad(10, 1, 20, 8, 4, OptionalDouble.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20 trials");
  }
}
