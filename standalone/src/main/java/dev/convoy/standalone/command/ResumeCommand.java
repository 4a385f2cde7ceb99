package dev.convoy.standalone.command;

import dev.convoy.protocol.message.ExperimentId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Resumes an experiment. */
@Command(
    name = "resume",
    description = "Goes on with a paused experiment where it was.",
    mixinStandardHelpOptions = true)
public final class ResumeCommand implements Callable<Integer> {
  @Mixin private GatewayOption gateway = new GatewayOption();

  @Parameters(paramLabel = "ID", description = "The experiment's id.")
  private String id = "";

  @Override
  public Integer call() {
    gateway.client().resume(new ExperimentId(id));
    System.out.println(id + " goes on");
    return 0;
  }
}
