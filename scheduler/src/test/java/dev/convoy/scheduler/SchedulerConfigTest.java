package dev.convoy.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.metrics.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulerConfigTest {

  @Test
  void theInstanceIsNamedAfterItsHostUnlessToldOtherwise() {
    assertThat(config(Map.of("HOSTNAME", "scheduler-3")).instance()).isEqualTo("scheduler-3");
    assertThat(config(Map.of("HOSTNAME", "h", "CONVOY_INSTANCE", "blue")).instance())
        .isEqualTo("blue");
  }

  @Test
  void refusesWhatItCannotUse() {
    assertThatThrownBy(() -> config(Map.of("CONVOY_WORK_LOCK_MILLIS", "soon")))
        .hasMessageContaining("CONVOY_WORK_LOCK_MILLIS");
    assertThatThrownBy(() -> config(Map.of("CONVOY_WORK_LOCK_MILLIS", "10")))
        .hasMessageContaining("1000 ms");
    assertThatThrownBy(() -> config(Map.of("CONVOY_INSTANCE", " ")))
        .hasMessageContaining("instance");
  }

  private static SchedulerConfig config(Map<String, String> environment) {
    return SchedulerConfig.from(new Environment(environment));
  }
}
