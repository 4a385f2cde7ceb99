package dev.convoy.standalone;

import dev.convoy.conventions.Layering;
import org.junit.jupiter.api.Test;

class LayeringTest {

  @Test
  void commandsTalkToTheMeshThroughItsGateway() {
    Layering.mustNotKnow(
        "dev.convoy.standalone.command",
        "dev.convoy.scheduler",
        "dev.convoy.scheduler.core..",
        "dev.convoy.scheduler.history..",
        "dev.convoy.scheduler.loop..",
        "dev.convoy.scheduler.review..",
        "dev.convoy.scheduler.search..",
        "dev.convoy.scheduler.stopping..",
        "dev.convoy.worker",
        "dev.convoy.worker.check..",
        "dev.convoy.worker.ensemble..",
        "dev.convoy.worker.leg..",
        "dev.convoy.worker.mesh..",
        "dev.convoy.worker.queue..",
        "dev.convoy.worker.store..");
    Layering.mustNotKnow("dev.convoy.standalone.client", "dev.convoy.standalone.mesh..");
  }

  @Test
  void theTerminalKnowsNoKafka() {
    Layering.mustNotKnow("dev.convoy.standalone.terminal", "org.apache.kafka..", "io.vertx..");
  }

  @Test
  void packagesFormNoCircle() {
    Layering.hasNoCycles("dev.convoy.standalone");
  }
}
