package dev.convoy.standalone.command;

import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.network.Summary;
import dev.convoy.cnn.zoo.Architectures;
import dev.convoy.cnn.zoo.NetworkSpec;
import dev.convoy.protocol.codec.Json;
import dev.convoy.protocol.spec.InvalidExperimentException;
import dev.convoy.protocol.spec.ModelSpec;
import dev.convoy.standalone.terminal.SummaryTable;
import dev.convoy.worker.mapping.TrialMapping;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Shows what a model consists of and costs. */
@Command(
    name = "summary",
    description =
        "Shows a model layer by layer: output, parameters, multiply-adds, receptive field, memory.",
    mixinStandardHelpOptions = true)
public final class SummaryCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "MODEL",
      description =
          "An architecture, or an experiment's file (.yaml or .json) whose network is to be shown.")
  private String model = "";

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      defaultValue = "3x224x224",
      converter = ShapeConverter.class,
      description = "Extent of an image (default: ${DEFAULT-VALUE}).")
  private ImageShape input = new ImageShape(3, 224, 224);

  @Option(
      names = "--classes",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Number of classes (default: ${DEFAULT-VALUE}).")
  private int classes = 1000;

  @Option(names = "--json", description = "Print it for programs.")
  private boolean json;

  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    NetworkSpec spec = network();
    Summary summary = Summary.of(Architectures.named(spec));
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      SummaryDocument document = SummaryDocument.of(spec, summary);
      out.println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    } else {
      SummaryTable.of(summary).forEach(out::println);
    }
    out.flush();
    return 0;
  }

  private NetworkSpec network() throws IOException, InvalidExperimentException {
    if (!model.matches(".+\\.(yaml|yml|json)")) {
      return new NetworkSpec(model, input, classes, 0);
    }
    ModelSpec network =
        new ExperimentFile(Path.of(model))
            .read()
            .model()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s: the network is drawn; write one value in place of each distribution under model"
                            .formatted(model)));
    return TrialMapping.network(network, input, classes);
  }

  /** Words for what can't be read. */
  static final class ShapeConverter implements ITypeConverter<ImageShape> {
    @Override
    public ImageShape convert(String text) {
      try {
        return ImageShape.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
