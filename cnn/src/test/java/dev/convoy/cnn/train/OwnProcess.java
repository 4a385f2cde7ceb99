package dev.convoy.cnn.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A main class of the tests' in a process of its own, with the engine's libraries. */
final class OwnProcess {

  private final Process process;

  private OwnProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts it; it says what goes wrong on this process's standard error.
   *
   * @param flags of the JVM, beside those that the engine needs
   */
  static OwnProcess start(Class<?> main, List<String> flags, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    command.addAll(arguments);
    ProcessBuilder java = new ProcessBuilder(command);
    return new OwnProcess(java.redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** What it printed, once it has ended. */
  List<String> lines() throws IOException, InterruptedException {
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("the process ended with " + process.exitValue());
    }
    return printed.lines().toList();
  }
}
