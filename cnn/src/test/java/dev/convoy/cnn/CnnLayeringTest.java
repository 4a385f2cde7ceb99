package dev.convoy.cnn;

import dev.convoy.conventions.Layering;
import org.junit.jupiter.api.Test;

class CnnLayeringTest {

  private static final String ROOT = "dev.convoy.cnn";

  @Test
  void knowsNothingOfTheMesh() {
    Layering.mayOnlyKnow(
        ROOT,
        "javax.imageio..",
        "com.fasterxml.jackson..",
        "org.bytedeco..",
        "org.nd4j..",
        "jdk.incubator.vector..");
  }

  @Test
  void packagesFormNoCircle() {
    Layering.hasNoCycles(ROOT);
  }
}
