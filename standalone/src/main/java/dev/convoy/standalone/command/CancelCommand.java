package dev.convoy.standalone.command;

import dev.convoy.protocol.message.ExperimentId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Cancels an experiment. */
@Command(
    name = "cancel",
    description = "Ends an experiment now; what it found so far is kept.",
    mixinStandardHelpOptions = true)
public final class CancelCommand implements Callable<Integer> {
  @Mixin private GatewayOption gateway = new GatewayOption();

  @Parameters(paramLabel = "ID", description = "The experiment's id.")
  private String id = "";

  @Override
  public Integer call() {
    gateway.client().cancel(new ExperimentId(id));
    System.out.println(id + " is being cancelled");
    return 0;
  }
}
