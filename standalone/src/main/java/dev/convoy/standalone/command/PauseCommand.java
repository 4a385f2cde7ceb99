package dev.convoy.standalone.command;

import dev.convoy.protocol.message.ExperimentId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Pauses an experiment. */
@Command(
    name = "pause",
    description = "Orders nothing more of an experiment; what trains ends its epoch and is saved.",
    mixinStandardHelpOptions = true)
public final class PauseCommand implements Callable<Integer> {
  @Mixin private GatewayOption gateway = new GatewayOption();

  @Parameters(paramLabel = "ID", description = "The experiment's id.")
  private String id = "";

  @Override
  public Integer call() {
    gateway.client().pause(new ExperimentId(id));
    System.out.println(id + " is being paused; `convoy resume " + id + "` goes on");
    return 0;
  }
}
