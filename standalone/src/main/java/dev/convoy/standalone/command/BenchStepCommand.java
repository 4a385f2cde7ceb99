package dev.convoy.standalone.command;

import dev.convoy.cnn.train.Benchmark;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures one full training step. */
@Command(
    name = "step",
    description =
        "Measures a full training step on random images: forward, loss, backward and SGD with"
            + " momentum. Prints the median and the best time, and images a second by the median.",
    mixinStandardHelpOptions = true)
public final class BenchStepCommand implements Callable<Integer> {

  @Mixin private BenchOptions options = new BenchOptions();

  @Override
  public Integer call() throws Exception {
    options.measure(Benchmark::step);
    return 0;
  }
}
