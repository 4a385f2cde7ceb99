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
    assertThatThrownBy(() -> config(Map.of("CONVOY_LOCK_SECONDS", "soon")))
        .hasMessageContaining("CONVOY_LOCK_SECONDS");
    assertThatThrownBy(() -> config(Map.of("CONVOY_INSTANCE", " ")))
        .hasMessageContaining("instance");
  }

  private static SchedulerConfig config(Map<String, String> environment) {
    return SchedulerConfig.from(new Environment(environment));
  }
}
