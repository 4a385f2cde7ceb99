package dev.convoy.worker;

import dev.convoy.conventions.Layering;
import org.junit.jupiter.api.Test;

class LayeringTest {
  private static final String ROOT = "dev.convoy.worker";

  @Test
  void knowsTheProtocolTheEngineAndTheWatchButNoOtherService() {
    Layering.mayOnlyKnow(
        ROOT,
        "dev.convoy.protocol..",
        "dev.convoy.cnn..",
        "dev.convoy.metrics",
        "io.micrometer..",
        "io.vertx..",
        "org.apache.kafka..",
        "org.slf4j..");
  }

  @Test
  void legsKnowNothingOfKafka() {
    Layering.mustNotKnow(ROOT + ".leg", "org.apache.kafka..", "io.vertx..");
    Layering.mustNotKnow(ROOT + ".ensemble", "org.apache.kafka..", "io.vertx..");
  }

  @Test
  void whatADocumentMeansIsAskedOfItAlone() {
    Layering.mayOnlyKnow(ROOT + ".mapping", "dev.convoy.protocol.spec..", "dev.convoy.cnn..");
  }

  @Test
  void packagesFormNoCircle() {
    Layering.hasNoCycles(ROOT);
  }
}
