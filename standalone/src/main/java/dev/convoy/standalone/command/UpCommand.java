package dev.convoy.standalone.command;

import dev.convoy.standalone.mesh.DataFolder;
import dev.convoy.standalone.mesh.Mesh;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Keeps the mesh running. */
@Command(
    name = "up",
    description =
        "Runs the mesh until it is stopped; started again it goes on where it was, with all its"
            + " experiments.",
    mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "The gateway's port (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "convoy-data",
      description = "Where everything is kept (default: ./${DEFAULT-VALUE}).")
  private Path dataFolder = Path.of("convoy-data");

  @Override
  public Integer call() throws IOException, InterruptedException {
    AtomicBoolean stopping = new AtomicBoolean();
    try (Mesh mesh = Mesh.start(DataFolder.kept(dataFolder), port)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(mesh, stopping), "stop"));
      System.out.printf(
          "Convoy is up on %s, with its data in %s. Ctrl-C stops it.%n",
          mesh.gateway(), dataFolder.toAbsolutePath().normalize());
      mesh.awaitBrokerEnd();
    }
    if (stopping.get()) {
      return 0;
    }
    throw new IOException("The Kafka broker ended by itself; start again to go on");
  }

  /** Closes the mesh before the process ends; the main thread sees the broker's end and follows. */
  private static void stop(Mesh mesh, AtomicBoolean stopping) {
    stopping.set(true);
    mesh.close();
  }
}
