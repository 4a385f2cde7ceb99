package dev.convoy.standalone.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows where the time of a training step goes. */
@Command(
    name = "profile",
    description =
        "Shows where the time of a full training step on random images goes: each kind of"
            + " operation, the dearest first, and what is spent outside of them. With --json each"
            + " operation by itself.",
    mixinStandardHelpOptions = true)
public final class BenchProfileCommand implements Callable<Integer> {

  @Mixin private BenchOptions options = new BenchOptions();

  @Override
  public Integer call() throws Exception {
    options.profile();
    return 0;
  }
}
