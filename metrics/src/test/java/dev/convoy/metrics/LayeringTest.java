package dev.convoy.metrics;

import dev.convoy.conventions.Layering;
import org.junit.jupiter.api.Test;

class LayeringTest {
  private static final String ROOT = "dev.convoy.metrics";

  @Test
  void knowsTheProtocolButNoService() {
    Layering.mayOnlyKnow(
        ROOT, "dev.convoy.protocol..", "io.micrometer..", "io.vertx..", "org.slf4j..");
  }

  @Test
  void theBootstrapKnowsNothingOfTraining() {
    Layering.hasNoCycles(ROOT);
  }
}
