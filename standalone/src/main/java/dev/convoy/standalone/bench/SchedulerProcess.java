package dev.convoy.standalone.bench;

import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.scheduler.SchedulerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The scheduler as a service runs it, in a process that may be killed. */
final class SchedulerProcess implements AutoCloseable {
  private final Process process;
  private final long startedNanos = System.nanoTime();

  private SchedulerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts it; what it has to say goes to standard error. It ends with this process.
   *
   * @param lock how long a worker's lock lasts
   */
  static SchedulerProcess start(KafkaSettings kafka, Duration lock) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "-Xmn48m",
            "-XX:MetaspaceSize=128m",
            "-cp",
            System.getProperty("java.class.path"),
            SchedulerMain.class.getName());
    java.environment().put("CONVOY_KAFKA", kafka.bootstrapServers());
    java.environment().put("CONVOY_INSTANCE", "bench");
    java.environment().put("CONVOY_HTTP_PORT", "0");
    java.environment().put("CONVOY_LOCK_SECONDS", Long.toString(lock.toSeconds()));
    Process process =
        java.redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new SchedulerProcess(process);
  }

  /** When it was started, by {@link System#nanoTime}. */
  long startedNanos() {
    return startedNanos;
  }

  /** Completes when it has ended. */
  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** Processor time used so far; of an operating system that doesn't say, none. */
  Duration processorTime() {
    return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Memory resident now, in MiB; 0 where there is no {@code /proc}. */
  long residentMiB() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  /** As by kill -9; returns once it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
