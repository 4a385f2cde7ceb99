package dev.convoy.standalone.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.convoy.protocol.document.DocumentSyntaxException;
import dev.convoy.protocol.document.Documents;
import dev.convoy.protocol.message.ExperimentId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Extends an experiment that runs. */
@Command(
    name = "extend",
    description = "Gives a running experiment more; every number is the new total.",
    mixinStandardHelpOptions = true)
public final class ExtendCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private GatewayOption gateway = new GatewayOption();

  @Option(names = "--trials", paramLabel = "N", description = "How many trials in all.")
  private Optional<Integer> trials = Optional.empty();

  @Option(names = "--epochs", paramLabel = "N", description = "How many epochs a trial.")
  private Optional<Integer> epochs = Optional.empty();

  @Option(names = "--parallel", paramLabel = "N", description = "How many trials at once.")
  private Optional<Integer> parallel = Optional.empty();

  @Option(
      names = "--epoch-limit",
      paramLabel = "N",
      description = "How many epochs all trials together, where that is limited.")
  private Optional<Integer> epochLimit = Optional.empty();

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      description = "How long in all, such as 4h, where that is limited.")
  private Optional<String> timeLimit = Optional.empty();

  @Option(
      names = "--range",
      paramLabel = "PATH=RANGE",
      description =
          "A wider range, such as training.optimizer.learningRate='{logUniform: [1e-5, 1]}'.")
  private Map<String, String> ranges = new LinkedHashMap<>();

  @Parameters(paramLabel = "ID", description = "The experiment's id.")
  private String id = "";

  @Override
  public Integer call() {
    ObjectNode changes = changes();
    if (changes.isEmpty()) {
      throw new CommandLine.ParameterException(
          command.commandLine(), "Say what there is to be more of, such as --trials 40");
    }
    gateway.client().extend(new ExperimentId(id), changes);
    System.out.println(id + " is being extended");
    return 0;
  }

  private ObjectNode changes() {
    ObjectNode changes = JsonNodeFactory.instance.objectNode();
    trials.ifPresent(total -> put(changes, "search.trials", IntNode.valueOf(total)));
    epochs.ifPresent(total -> put(changes, "training.epochs", IntNode.valueOf(total)));
    parallel.ifPresent(total -> put(changes, "search.parallel", IntNode.valueOf(total)));
    epochLimit.ifPresent(total -> put(changes, "limits.epochs", IntNode.valueOf(total)));
    timeLimit.ifPresent(total -> put(changes, "limits.time", TextNode.valueOf(total)));
    ranges.forEach((path, range) -> put(changes, path, distribution(path, range)));
    return changes;
  }

  private static void put(ObjectNode changes, String path, JsonNode value) {
    int dot = path.lastIndexOf('.');
    ObjectNode parent =
        dot < 0 ? changes : changes.withObject("/" + path.substring(0, dot).replace('.', '/'));
    parent.set(path.substring(dot + 1), value);
  }

  private JsonNode distribution(String path, String range) {
    try {
      return Documents.yaml(range.getBytes(StandardCharsets.UTF_8));
    } catch (DocumentSyntaxException e) {
      throw new CommandLine.ParameterException(
          command.commandLine(), "--range %s: %s".formatted(path, e.getMessage()), e);
    }
  }
}
