package dev.convoy.standalone.command;

import dev.convoy.protocol.codec.Json;
import dev.convoy.scheduler.preview.Preview;
import dev.convoy.standalone.terminal.PreviewTable;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what an experiment will cost. */
@Command(
    name = "preview",
    description = "Says what an experiment will cost, before anything is spent, by simulation.",
    mixinStandardHelpOptions = true)
public final class PreviewCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Parameters(paramLabel = "FILE", description = "The experiment, as YAML or JSON (.json).")
  private Path file = Path.of("experiment.yaml");

  @Override
  public Integer call() throws Exception {
    Preview preview = Preview.of(new ExperimentFile(file).read());
    if (json) {
      System.out.println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(preview));
    } else {
      PreviewTable.of(preview).forEach(System.out::println);
    }
    return 0;
  }
}
