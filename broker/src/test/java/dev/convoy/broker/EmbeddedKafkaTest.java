package dev.convoy.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
  @TempDir private Path folder;

  @Test
  void keepsItsTopicsOverARestart() throws Exception {
    try (EmbeddedKafka first = EmbeddedKafka.start(folder, 0);
        Admin admin = connect(first.bootstrapServers())) {
      admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
    }

    try (EmbeddedKafka second = EmbeddedKafka.start(folder, 0);
        Admin admin = connect(second.bootstrapServers())) {
      assertThat(admin.listTopics().names().get()).contains("kept");
    }
  }

  @Test
  void childServesUntilItIsClosed() throws Exception {
    ChildBroker child = ChildBroker.start(folder, 0);
    try (child;
        Admin admin = connect(child.bootstrapServers())) {
      assertThat(admin.describeCluster().nodes().get()).hasSize(1);
    }

    assertThat(child.onExit().get(1, TimeUnit.SECONDS).exitValue()).isZero();
  }

  @Test
  void childThatIsAskedToEndDoesSoInGoodOrder() throws Exception {
    try (ChildBroker child = ChildBroker.start(folder, 0)) {
      ProcessHandle.of(child.pid()).orElseThrow().destroy();
      child.awaitEnd();
    }

    assertThat(folder.resolve(".kafka_cleanshutdown")).as("Kafka's own mark").exists();
  }

  @Test
  void childThatCannotStartSaysWhy() throws Exception {
    try (EmbeddedKafka holder = EmbeddedKafka.start(folder, 0)) {
      assertThat(holder.bootstrapServers()).isNotBlank();

      assertThatThrownBy(() -> ChildBroker.start(folder, 0))
          .hasMessageContaining("Another broker holds the lock");
    }
  }

  @Test
  void childDiesWithAParentThatIsKilled() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ParentOfABroker.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long childPid = Long.parseLong(parent.inputReader().readLine());
    ProcessHandle child = ProcessHandle.of(childPid).orElseThrow();

    parent.destroyForcibly().waitFor();

    child.onExit().get(30, TimeUnit.SECONDS);
    assertThat(child.isAlive()).isFalse();
  }

  private static Admin connect(String bootstrapServers) {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }
}
