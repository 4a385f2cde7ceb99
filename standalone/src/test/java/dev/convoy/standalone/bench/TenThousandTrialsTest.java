package dev.convoy.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The acceptance run without its limits in time, which need a machine that does nothing else. */
@Tag("slow")
@Timeout(600)
class TenThousandTrialsTest {

  @Test
  void theLastThousandTrialsCostNoMoreThanTheFirst() throws Exception {
    SchedulerFigures figures =
        SchedulerBenchmark.run(new SchedulerLoad(10_000, 1000, 20, 64, 16, OptionalDouble.empty()));

    assertThat(figures.lastMicrosPerReport())
        .as("%s", figures)
        .isLessThanOrEqualTo(figures.firstMicrosPerReport());
  }
}
