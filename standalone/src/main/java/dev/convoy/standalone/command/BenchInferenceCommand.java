package dev.convoy.standalone.command;

import dev.convoy.cnn.train.Benchmark;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures evaluation. */
@Command(
    name = "inference",
    description =
        "Measures a network in evaluation, batch norms folded, on random images. Prints the median"
            + " and the best time, and images a second by the median.",
    mixinStandardHelpOptions = true)
public final class BenchInferenceCommand implements Callable<Integer> {

  @Mixin private BenchOptions options = new BenchOptions();

  @Override
  public Integer call() throws Exception {
    options.measure(Benchmark::inference);
    return 0;
  }
}
