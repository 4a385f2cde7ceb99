package dev.convoy.standalone.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.standalone.client.GatewayClient;
import dev.convoy.standalone.terminal.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one experiment. */
@Command(
    name = "show",
    description = "Shows an experiment: its trials, best first, and its ensemble.",
    mixinStandardHelpOptions = true)
public final class ShowCommand implements Callable<Integer> {
  @Mixin private GatewayOption gateway = new GatewayOption();

  @Option(names = "--json", description = "Print the gateway's answer as it is.")
  private boolean json;

  @Parameters(paramLabel = "ID", description = "The experiment's id.")
  private String id = "";

  @Override
  public Integer call() {
    GatewayClient client = gateway.client();
    ExperimentId experiment = new ExperimentId(id);
    JsonNode shown = client.show(experiment);
    if (json) {
      System.out.println(shown.toPrettyString());
      return 0;
    }
    Report.recipe(GatewayClient.recipe(shown)).forEach(System.out::println);
    Report.of(
            GatewayClient.summary(shown), client.trials(experiment), GatewayClient.ensemble(shown))
        .forEach(System.out::println);
    return 0;
  }
}
