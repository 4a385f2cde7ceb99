package dev.convoy.standalone.command;

import dev.convoy.protocol.message.ExperimentId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Watches an experiment. */
@Command(
    name = "watch",
    description = "Shows an experiment live until it ends.",
    mixinStandardHelpOptions = true)
public final class WatchCommand implements Callable<Integer> {
  @Mixin private GatewayOption gateway = new GatewayOption();

  @Parameters(paramLabel = "ID", description = "The experiment's id.")
  private String id = "";

  @Override
  public Integer call() throws InterruptedException {
    return Watching.exitCode(Watching.toTheEnd(gateway.client(), new ExperimentId(id)));
  }
}
