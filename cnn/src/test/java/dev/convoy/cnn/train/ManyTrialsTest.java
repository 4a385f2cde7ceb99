package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ManyTrialsTest {

  /** All of it resident from the start, so that what grows is native. */
  private static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

  @Test
  void leavesNoNativeMemoryBehind(@TempDir Path folder) throws Exception {
    List<String> printed =
        OwnProcess.start(ManyTrials.class, HEAP, List.of(folder.toString())).lines();

    assertThat(printed).hasSize(1);
    assertThat(Long.parseLong(printed.getFirst()))
        .as("bytes grown over 200 trials")
        .isLessThan(32L << 20);
  }
}
