package dev.convoy.cnn.train;

import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs in a process of their own, which prints the SHA-256 of each one's last snapshot. */
final class TrainingProcess {

  private TrainingProcess() {}

  /** Starts it. */
  static OwnProcess start(Path folder, List<String> architectures) throws IOException {
    return OwnProcess.start(
        TrainingProcess.class,
        List.of("-Xmx256m"),
        Stream.concat(Stream.of(folder.toString()), architectures.stream()).toList());
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
