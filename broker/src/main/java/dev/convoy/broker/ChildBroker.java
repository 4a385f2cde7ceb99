package dev.convoy.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A broker in a JVM of its own, which dies with this one even if this one is killed: it reads a
 * pipe that only this process holds open. Thread-safe.
 */
public final class ChildBroker implements AutoCloseable {
  private static final int STOP_SECONDS = 20;

  private final Process process;
  private final String bootstrapServers;

  private ChildBroker(Process process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts the child and waits until it serves.
   *
   * @param clientPort where clients connect; 0: a free port
   * @throws IOException if the child ends first, with the last lines that it wrote
   */
  public static ChildBroker start(Path dataFolder, int clientPort) throws IOException {
    Files.createDirectories(dataFolder);
    Process process = new ProcessBuilder(command(dataFolder, clientPort)).start();
    Deque<String> lastWords = collectErrors(process);
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(BrokerMain.READY)) {
        return new ChildBroker(process, line.substring(BrokerMain.READY.length()));
      }
    }
    throw new IOException(
        "The Kafka broker over %s didn't start. It said:%n%s"
            .formatted(dataFolder, String.join(System.lineSeparator(), lastWords)));
  }

  /** Where clients connect, as host:port. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** The child's process id, to watch or to kill in tests. */
  public long pid() {
    return process.pid();
  }

  /** Completes when the child has ended, whoever ended it. */
  public CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** Blocks until the child has ended, whoever ended it. */
  public void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  /** Ends the child in good order, or by force if that takes too long. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A small young generation is collected in a few milliseconds. Room for classes and code from the
   * start spares the whole collections, a tenth of a second each, that their growth would cause.
   */
  private static List<String> command(Path dataFolder, int clientPort) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx384m",
        "-Xmn32m",
        "-XX:MetaspaceSize=128m",
        "-XX:ReservedCodeCacheSize=240m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dlogback.configurationFile=logback-broker.xml",
        "-cp",
        System.getProperty("java.class.path"),
        BrokerMain.class.getName(),
        dataFolder.toString(),
        Integer.toString(clientPort));
  }

  /** Keeps the child's last lines of standard error, so that its pipe never fills up. */
  private static Deque<String> collectErrors(Process process) {
    Deque<String> lastWords = new ArrayDeque<>();
    Thread.ofVirtual()
        .start(
            () ->
                process
                    .errorReader(StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> remember(lastWords, line)));
    return lastWords;
  }

  private static void remember(Deque<String> lastWords, String line) {
    synchronized (lastWords) {
      if (lastWords.size() == 20) {
        lastWords.removeFirst();
      }
      lastWords.addLast(line);
    }
  }
}
