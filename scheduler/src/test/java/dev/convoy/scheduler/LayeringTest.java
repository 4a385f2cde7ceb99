package dev.convoy.scheduler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.convoy.conventions.Layering;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class LayeringTest {
  private static final String ROOT = "dev.convoy.scheduler";
  private static final List<String> PURE =
      List.of(
          ROOT + ".core",
          ROOT + ".history",
          ROOT + ".preview",
          ROOT + ".review",
          ROOT + ".search",
          ROOT + ".stopping");

  @Test
  void theMindKnowsTheMessagesAlone() {
    for (String pure : PURE) {
      Layering.mustNotKnow(
          pure,
          "java.io..",
          "java.net..",
          "java.nio..",
          "java.util.concurrent..",
          "java.util.logging..",
          "org.slf4j..",
          "com.fasterxml..",
          "org.apache..",
          "io..",
          "dev.convoy.metrics..",
          "dev.convoy.protocol.kafka..",
          "dev.convoy.protocol.codec..",
          ROOT + ".loop..");
    }
  }

  @Test
  void theMindHasNoClockAndNoDice() {
    JavaClasses shipped = Layering.shippedClasses(ROOT);
    for (String pure : PURE) {
      noClasses()
          .that()
          .resideInAPackage(pure)
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, Random.class, UUID.class, ThreadLocalRandom.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .accessClassesThat()
          .belongToAnyOf(System.class)
          .check(shipped);
    }
  }

  @Test
  void searchesAndRulesReadTheHistoryAlone() {
    Layering.mayOnlyKnow(
        ROOT + ".search", "dev.convoy.protocol..", "dev.convoy.scheduler.history..");
    Layering.mayOnlyKnow(
        ROOT + ".stopping", "dev.convoy.protocol..", "dev.convoy.scheduler.history..");
    Layering.mayOnlyKnow(
        ROOT + ".review", "dev.convoy.protocol..", "dev.convoy.scheduler.history..");
    Layering.mayOnlyKnow(ROOT + ".history", "dev.convoy.protocol..");
  }

  @Test
  void packagesFormNoCircle() {
    Layering.hasNoCycles(ROOT);
  }
}
