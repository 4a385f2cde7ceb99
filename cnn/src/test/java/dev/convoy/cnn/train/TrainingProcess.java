package dev.convoy.cnn.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs in a process of their own, which prints the SHA-256 of each one's last snapshot. */
final class TrainingProcess {

  private final Process process;

  private TrainingProcess(Process process) {
    this.process = process;
  }

  /** Starts it; it says what goes wrong on this process's standard error. */
  static TrainingProcess start(Path folder, List<String> architectures) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                TrainingProcess.class.getName(),
                folder.toString()));
    command.addAll(architectures);
    ProcessBuilder java = new ProcessBuilder(command);
    return new TrainingProcess(java.redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** What it printed, once it has ended. */
  List<String> digests() throws IOException, InterruptedException {
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("the training process ended with " + process.exitValue());
    }
    return printed.lines().toList();
  }

  /** Trains networks of the zoo, and saves into a folder. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    for (String architecture : List.of(arguments).subList(1, arguments.length)) {
      System.out.println(digest(architecture, folder.resolve(architecture)));
    }
  }

  /** Trains a network of the zoo. */
  static String digest(String architecture, Path folder) {
    TrainingSpec spec = RepeatedRunTest.spec(RepeatedRunTest.zoo(architecture));
    WholeRun run = WholeRun.train(spec, Stripes.coloured(), Device.cpu(2), folder);
    return Snapshot.of(run.last()).sha256();
  }
}
