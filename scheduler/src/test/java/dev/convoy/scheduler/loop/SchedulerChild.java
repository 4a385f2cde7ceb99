package dev.convoy.scheduler.loop;

import dev.convoy.scheduler.SchedulerMain;
import java.io.IOException;
import java.nio.file.Path;

/** A scheduler as a service runs it, in a process of its own. */
final class SchedulerChild {

  private SchedulerChild() {}

  /** Starts one; it may not be up yet. */
  static Process start(TestMesh mesh, String instance) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SchedulerMain.class.getName());
    java.environment().put("CONVOY_KAFKA", mesh.kafka().bootstrapServers());
    java.environment().put("CONVOY_INSTANCE", instance);
    java.environment().put("CONVOY_HTTP_PORT", "0");
    return java.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }
}
