package dev.convoy.standalone.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.convoy.gateway.view.ExperimentSummary;
import dev.convoy.protocol.codec.Json;
import dev.convoy.standalone.terminal.Report;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists experiments. */
@Command(
    name = "list",
    description = "Lists all experiments, the newest first.",
    mixinStandardHelpOptions = true)
public final class ListCommand implements Callable<Integer> {
  @Mixin private GatewayOption gateway = new GatewayOption();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    List<ExperimentSummary> experiments = gateway.client().list();
    if (json) {
      System.out.println(Json.MAPPER.writeValueAsString(experiments));
    } else {
      Report.list(experiments).forEach(System.out::println);
    }
    return 0;
  }
}
