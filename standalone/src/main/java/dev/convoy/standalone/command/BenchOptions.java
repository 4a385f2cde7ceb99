package dev.convoy.standalone.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.train.Benchmark;
import dev.convoy.cnn.train.StepProfile;
import dev.convoy.cnn.zoo.NetworkSpec;
import dev.convoy.protocol.codec.Json;
import dev.convoy.standalone.terminal.ProfileTable;
import picocli.CommandLine.Option;

/** What is measured, how often, and how it is told. */
final class BenchOptions {

  private static final int CLASSES = 10;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      required = true,
      description = "An architecture, such as resnet20.")
  private String model = "";

  @Option(
      names = "--batch-size",
      paramLabel = "B",
      defaultValue = "128",
      description = "Images at a time (default: ${DEFAULT-VALUE}).")
  private int batchSize = 128;

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      defaultValue = "3x32x32",
      converter = SummaryCommand.ShapeConverter.class,
      description = "Extent of an image (default: ${DEFAULT-VALUE}).")
  private ImageShape input = new ImageShape(3, 32, 32);

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Cores to compute on (default: all).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = {"--runs", "--steps"},
      paramLabel = "N",
      defaultValue = "30",
      description = "Runs that count (default: ${DEFAULT-VALUE}).")
  private int runs = 30;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "30",
      description = "Runs before, in which loops are compiled (default: ${DEFAULT-VALUE}).")
  private int warmUp = 30;

  @Option(names = "--json", description = "Print it for programs.")
  private boolean json;

  /** Something to measure. */
  @FunctionalInterface
  interface Measurement {
    Benchmark of(NetworkSpec network, int batchSize, Device device, Benchmark.Runs runs);
  }

  /** What was measured, for programs. */
  record Measured(
      String model,
      int batchSize,
      ImageShape input,
      String device,
      double medianMillis,
      double bestMillis,
      double imagesPerSecond) {}

  /** Measures and prints. */
  void measure(Measurement measurement) throws JsonProcessingException {
    Device device = Device.find(threads);
    Benchmark result = measurement.of(network(), batchSize, device, count());
    Measured measured =
        new Measured(
            model,
            batchSize,
            input,
            device.name(),
            result.medianMillis(),
            result.bestMillis(),
            result.imagesPerSecond());
    System.out.println(json ? Json.MAPPER.writeValueAsString(measured) : text(measured));
  }

  /** Measures a step operation by operation, and prints it. */
  void profile() throws JsonProcessingException {
    StepProfile profile = Benchmark.profile(network(), batchSize, Device.find(threads), count());
    System.out.println(
        json
            ? Json.MAPPER.writeValueAsString(profile)
            : String.join(System.lineSeparator(), ProfileTable.of(profile)));
  }

  private NetworkSpec network() {
    return new NetworkSpec(model, input, CLASSES, 0);
  }

  private Benchmark.Runs count() {
    return new Benchmark.Runs(warmUp, runs);
  }

  private static String text(Measured measured) {
    return "%s, batch %d of %s, on %s: median %.2f ms, best %.2f ms; %.0f images/s"
        .formatted(
            measured.model(),
            measured.batchSize(),
            measured.input(),
            measured.device(),
            measured.medianMillis(),
            measured.bestMillis(),
            measured.imagesPerSecond());
  }
}
