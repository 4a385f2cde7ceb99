package dev.convoy.standalone.command;

import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.standalone.client.GatewayClient;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Submits an experiment. */
@Command(
    name = "submit",
    description = "Submits an experiment and prints its id.",
    mixinStandardHelpOptions = true)
public final class SubmitCommand implements Callable<Integer> {
  @Mixin private GatewayOption gateway = new GatewayOption();

  @Option(names = "--watch", description = "Watch it to its end.")
  private boolean watch;

  @Parameters(paramLabel = "FILE", description = "The experiment, as YAML or JSON (.json).")
  private Path file = Path.of("experiment.yaml");

  @Override
  public Integer call() throws Exception {
    ExperimentFile experiment = new ExperimentFile(file);
    GatewayClient client = gateway.client();
    ExperimentId id = client.submit(experiment.document(), experiment.format());
    System.out.println(id);
    return watch ? Watching.exitCode(Watching.toTheEnd(client, id)) : 0;
  }
}
