package dev.convoy.gateway;

import dev.convoy.conventions.Layering;
import org.junit.jupiter.api.Test;

class LayeringTest {
  private static final String ROOT = "dev.convoy.gateway";

  @Test
  void gatewayKnowsNoOtherService() {
    Layering.mayOnlyKnow(
        ROOT,
        "dev.convoy.protocol..",
        "dev.convoy.metrics..",
        "com.fasterxml.jackson..",
        "io.netty.handler.codec..",
        "io.vertx..",
        "org.apache.kafka..",
        "org.slf4j..");
  }

  @Test
  void theViewKnowsMessagesAlone() {
    Layering.mustNotKnow(
        ROOT + ".view", "io.vertx..", "org.apache.kafka..", "dev.convoy.protocol.kafka..");
  }

  @Test
  void onlyTheMeshEdgeTalksToKafka() {
    Layering.mustNotKnow(ROOT + ".http", "org.apache.kafka..", "io.vertx.kafka..");
  }

  @Test
  void packagesFormNoCircle() {
    Layering.hasNoCycles(ROOT);
  }
}
