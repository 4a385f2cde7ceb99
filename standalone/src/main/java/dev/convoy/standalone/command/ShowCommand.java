package dev.convoy.standalone.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.gateway.view.ExperimentSummary;
import dev.convoy.gateway.view.TrialSummary;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.standalone.client.GatewayClient;
import dev.convoy.standalone.terminal.NetworkReport;
import dev.convoy.standalone.terminal.Report;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one experiment. */
@Command(
    name = "show",
    description =
        "Shows an experiment: its trials, best first, its ensemble, and what stands out within its"
            + " networks; or one trial's network, layer by layer.",
    mixinStandardHelpOptions = true)
public final class ShowCommand implements Callable<Integer> {
  @Mixin private GatewayOption gateway = new GatewayOption();

  @Option(names = "--json", description = "Print the gateway's answer as it is.")
  private boolean json;

  @Option(
      names = "--trial",
      paramLabel = "N",
      description = "Show this trial's network: activations, gradients, updates.")
  private OptionalInt trial = OptionalInt.empty();

  @Parameters(paramLabel = "ID", description = "The experiment's id.")
  private String id = "";

  @Override
  public Integer call() {
    GatewayClient client = gateway.client();
    ExperimentId experiment = new ExperimentId(id);
    JsonNode shown =
        trial.isPresent()
            ? client.observations(experiment, trial.getAsInt())
            : client.show(experiment);
    if (json) {
      System.out.println(shown.toPrettyString());
    } else if (trial.isPresent()) {
      NetworkReport.of(GatewayClient.observed(shown)).forEach(System.out::println);
    } else {
      print(shown, client.trials(experiment));
    }
    return 0;
  }

  private static void print(JsonNode shown, List<TrialSummary> trials) {
    ExperimentSummary summary = GatewayClient.summary(shown);
    Report.recipe(GatewayClient.recipe(shown)).forEach(System.out::println);
    Report.of(summary, trials, GatewayClient.ensemble(shown)).forEach(System.out::println);
    NetworkReport.findings(summary.objective(), trials).forEach(System.out::println);
  }
}
