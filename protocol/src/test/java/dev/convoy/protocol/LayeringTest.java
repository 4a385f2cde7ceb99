package dev.convoy.protocol;

import dev.convoy.conventions.Layering;
import org.junit.jupiter.api.Test;

class LayeringTest {
  private static final String ROOT = "dev.convoy.protocol";

  @Test
  void knowsJacksonYamlTheSchemaValidatorKafkaClientsAndALoggerAlone() {
    Layering.mayOnlyKnow(
        ROOT,
        "com.fasterxml.jackson..",
        "com.networknt.schema..",
        "org.yaml.snakeyaml..",
        "org.apache.kafka..",
        "org.slf4j..");
  }

  @Test
  void onlyTheKafkaPackageKnowsKafka() {
    Layering.mustNotKnow(ROOT + ".spec", "org.apache.kafka..");
    Layering.mustNotKnow(ROOT + ".message", "org.apache.kafka..");
    Layering.mustNotKnow(ROOT + ".codec", "org.apache.kafka..");
  }

  @Test
  void packagesFormNoCircle() {
    Layering.hasNoCycles(ROOT);
  }
}
