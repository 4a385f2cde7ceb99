package dev.convoy.standalone.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.convoy.gateway.view.Experiment;
import dev.convoy.protocol.codec.Json;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.spec.ExperimentReader.Format;
import dev.convoy.standalone.client.GatewayClient;
import dev.convoy.standalone.mesh.DataFolder;
import dev.convoy.standalone.mesh.Mesh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs one experiment from nothing to its ensemble. */
@Command(
    name = "demo",
    description =
        "Starts everything, tunes a network on a small dataset, shows the ensemble, and ends.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

  /** The datasets there is a prepared experiment for. */
  public enum DemoDataset {
    @JsonProperty("generated")
    GENERATED,
    @JsonProperty("mnist")
    MNIST;

    String document() {
      return switch (this) {
        case GENERATED -> "demo-generated.yaml";
        case MNIST -> "demo-mnist.yaml";
      };
    }
  }

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      defaultValue = "generated",
      description = "generated (needs no files) or mnist (default: generated).")
  private DemoDataset dataset = DemoDataset.GENERATED;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of the dataset's files; for mnist the four .gz files.")
  private @Nullable Path data;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the result as JSON.")
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    long start = System.nanoTime();
    byte[] document = DemoDocument.of(dataset, Optional.ofNullable(data));
    try (DataFolder folder = DataFolder.temporary();
        Mesh mesh = Mesh.start(folder, 0)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(mesh, folder), "clean-up"));
      GatewayClient client = new GatewayClient(mesh.gateway());
      ExperimentId id = client.submit(document, Format.JSON);
      Experiment ended = Watching.toTheEnd(client, id);
      double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
      writeResult(DemoResult.of(ended, seconds));
      return Watching.exitCode(ended);
    }
  }

  /** A demo that is interrupted leaves nothing behind. */
  private static void cleanUp(Mesh mesh, DataFolder folder) {
    mesh.close();
    try {
      folder.close();
    } catch (IOException e) {
      System.err.println("convoy: can't delete " + folder.root() + ": " + e.getMessage());
    }
  }

  /** The file appears whole or not at all. */
  private void writeResult(DemoResult result) throws IOException {
    if (json == null) {
      return;
    }
    Path target = json.toAbsolutePath();
    Path written = Files.createTempFile(target.getParent(), ".convoy-demo", ".json");
    Files.write(written, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(result));
    Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
