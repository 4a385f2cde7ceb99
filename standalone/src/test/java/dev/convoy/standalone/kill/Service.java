package dev.convoy.standalone.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One service as a process of its own, that is ended and started again. */
final class Service implements AutoCloseable {
  private static final int MOST_LAST_WORDS = 200;

  private final Program program;
  private final Path log;
  private Optional<Process> process = Optional.empty();

  /**
   * What to run.
   *
   * @param flags of its JVM
   * @param ready what it says once it serves, in a line of standard output
   */
  record Program(
      Class<?> main,
      List<String> flags,
      List<String> arguments,
      Map<String, String> environment,
      String ready) {}

  /**
   * A service that doesn't run yet.
   *
   * @param log where all it ever says is kept
   */
  Service(Program program, Path log) {
    this.program = program;
    this.log = log;
  }

  /** Starts it and waits until it serves. */
  void start() throws IOException {
    ProcessBuilder java = new ProcessBuilder(command()).redirectErrorStream(true);
    java.environment().putAll(program.environment());
    Process started = java.start();
    process = Optional.of(started);
    BufferedReader output = started.inputReader();
    Writer kept =
        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      keep(line, kept);
      if (line.contains(program.ready())) {
        Thread.ofVirtual().start(() -> output.lines().forEach(later -> keep(later, kept)));
        return;
      }
    }
    throw new IOException(
        "%s ended before it served; it said:%n%s"
            .formatted(program.main().getSimpleName(), lastWords()));
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(program.flags());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(program.main().getName());
    command.addAll(program.arguments());
    return command;
  }

  private static void keep(String line, Writer kept) {
    try {
      kept.append(line).append(System.lineSeparator()).flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process; returns once it has ended. */
  void end(Death death) throws InterruptedException {
    Process dying = process.orElseThrow();
    death.of(dying);
    dying.waitFor();
  }

  /** The end of all it ever said. */
  String lastWords() throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return String.join(
        System.lineSeparator(),
        lines.subList(Math.max(0, lines.size() - MOST_LAST_WORDS), lines.size()));
  }

  /** Ends the process if it lives, as by kill -9; returns once it has ended. */
  @Override
  public void close() {
    process.ifPresent(running -> running.destroyForcibly().onExit().join());
  }
}
