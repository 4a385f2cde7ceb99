package dev.convoy.standalone.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.convoy.cnn.data.Augmentation;
import dev.convoy.cnn.data.DatasetSpec;
import dev.convoy.cnn.data.Datasets;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.train.InputBenchmark;
import dev.convoy.protocol.codec.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Measures how fast training images are made ready. */
@Command(
    name = "input",
    description =
        "Measures how many training images a second are loaded, augmented and normalized, and with"
            + " a model what an epoch loses by waiting for them. Medians of all passes.",
    mixinStandardHelpOptions = true)
public final class BenchInputCommand implements Callable<Integer> {
  @Spec private CommandSpec self = CommandSpec.create();

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      defaultValue = "generated",
      description = "Whose training split (default: ${DEFAULT-VALUE}).")
  private String dataset = "generated";

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      defaultValue = "3x32x32",
      converter = SummaryCommand.ShapeConverter.class,
      description = "Extent of a generated image (default: ${DEFAULT-VALUE}).")
  private ImageShape input = new ImageShape(3, 32, 32);

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Images to use at most; a tenth is held out for validation (default: ${DEFAULT-VALUE}).")
  private int images = 10_000;

  @Option(
      names = "--augment",
      paramLabel = "LIST",
      defaultValue = "crop(padding=4),flip",
      split = ",(?![^(]*\\))",
      converter = AugmentationConverter.class,
      description = "As in an experiment (default: ${DEFAULT-VALUE}).")
  private List<Augmentation> augmentation = List.of();

  @Option(
      names = "--batch-size",
      paramLabel = "B",
      defaultValue = "128",
      description = "Images at a time (default: ${DEFAULT-VALUE}).")
  private int batchSize = 128;

  @Option(
      names = "--passes",
      paramLabel = "N",
      defaultValue = "5",
      description = "Over the training split; one more goes before (default: ${DEFAULT-VALUE}).")
  private int passes = 5;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Also train this architecture, with the pipeline and on one batch alone.")
  private Optional<String> model = Optional.empty();

  @Option(names = "--json", description = "Print it for programs.")
  private boolean json;

  /** What was measured, for programs. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Measured(double imagesPerSecond, Optional<InputBenchmark.Epoch> epoch) {}

  @Override
  public Integer call() throws Exception {
    InputBenchmark benchmark = new InputBenchmark(data(), augmentation, batchSize, passes);
    Device device = Device.find(Runtime.getRuntime().availableProcessors());
    Measured measured =
        new Measured(benchmark.imagesPerSecond(), model.map(name -> benchmark.epoch(name, device)));
    PrintWriter out = self.commandLine().getOut();
    out.println(json ? Json.MAPPER.writeValueAsString(measured) : text(measured));
    out.flush();
    return 0;
  }

  private Splits data() {
    return Datasets.open(
        DatasetSpec.named(dataset)
            .withSize(
                new DatasetSpec.Size(Optional.of(input), Optional.of(images), Optional.empty())));
  }

  private static String text(Measured measured) {
    String alone =
        String.format(Locale.ROOT, "pipeline alone: %.0f images/s", measured.imagesPerSecond());
    return measured
        .epoch()
        .map(
            epoch ->
                String.format(
                    Locale.ROOT,
                    "%s%ntraining on %d images: %.2f s, %.3f s of them waiting;"
                        + " on one batch again and again: %.2f s",
                    alone,
                    epoch.images(),
                    epoch.seconds(),
                    epoch.secondsWaiting(),
                    epoch.secondsOnOneBatch()))
        .orElse(alone);
  }

  /** Reads an augmentation as an experiment writes it. */
  static final class AugmentationConverter implements ITypeConverter<Augmentation> {
    @Override
    public Augmentation convert(String text) {
      try {
        return Augmentation.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
