package dev.convoy.standalone.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.train.StepBenchmark;
import dev.convoy.cnn.zoo.NetworkSpec;
import dev.convoy.protocol.codec.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures one full training step. */
@Command(
    name = "step",
    description = {
      "Measures a full training step on random images: forward, loss, backward, and SGD with"
          + " momentum.",
      "Prints the median and the best time, and images a second by the median."
    },
    mixinStandardHelpOptions = true)
public final class BenchStepCommand implements Callable<Integer> {

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
      description = "Images in a step (default: 128).")
  private int batchSize = 128;

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      defaultValue = "3x32x32",
      converter = SummaryCommand.ShapeConverter.class,
      description = "Extent of an image (default: 3x32x32).")
  private ImageShape input = new ImageShape(3, 32, 32);

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Cores to compute on (default: all).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "30",
      description = "Steps that count (default: 30).")
  private int steps = 30;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "30",
      description = "Steps before, in which loops are compiled (default: 30).")
  private int warmUp = 30;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** What was measured, for programs. */
  record Measured(
      String model,
      int batchSize,
      ImageShape input,
      String device,
      double medianMillis,
      double bestMillis,
      double imagesPerSecond) {}

  @Override
  public Integer call() throws JsonProcessingException {
    Device device = Device.find(threads);
    NetworkSpec network = new NetworkSpec(model, input, CLASSES, 0);
    StepBenchmark result = StepBenchmark.measure(network, batchSize, device, warmUp, steps);
    print(
        new Measured(
            model,
            batchSize,
            input,
            device.name(),
            result.medianMillis(),
            result.bestMillis(),
            result.imagesPerSecond()));
    return 0;
  }

  private void print(Measured measured) throws JsonProcessingException {
    if (json) {
      System.out.println(Json.MAPPER.writeValueAsString(measured));
    } else {
      System.out.printf(
          "%s, batch %d of %s, on %s: median %.2f ms, best %.2f ms a step; %.0f images/s%n",
          measured.model(),
          measured.batchSize(),
          measured.input(),
          measured.device(),
          measured.medianMillis(),
          measured.bestMillis(),
          measured.imagesPerSecond());
    }
  }
}
