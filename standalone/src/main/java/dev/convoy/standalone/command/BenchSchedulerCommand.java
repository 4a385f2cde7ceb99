package dev.convoy.standalone.command;

import dev.convoy.protocol.codec.Json;
import dev.convoy.standalone.bench.GrowthPlot;
import dev.convoy.standalone.bench.SchedulerBenchmark;
import dev.convoy.standalone.bench.SchedulerFigures;
import dev.convoy.standalone.bench.SchedulerLoad;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the scheduler. */
@Command(
    name = "scheduler",
    description =
        "Measures the scheduler in a process of its own, on a real broker, with synthetic workers:"
            + " reports a second, the time to a stop, cost and memory as trials grow, and recovery"
            + " after kill -9. Everything runs on this machine and shares its cores.",
    mixinStandardHelpOptions = true)
public final class BenchSchedulerCommand implements Callable<Integer> {
  @Spec private CommandSpec self = CommandSpec.create();

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Trials of the experiment, 20 or more (default: ${DEFAULT-VALUE}).")
  private int trials = 1000;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Trials of an experiment before, at full speed, in which loops are compiled"
              + " (default: ${DEFAULT-VALUE}).")
  private int warmUp = 1000;

  @Option(
      names = "--epochs",
      paramLabel = "E",
      defaultValue = "20",
      description = "Epochs of a trial (default: ${DEFAULT-VALUE}).")
  private int epochs = 20;

  @Option(
      names = "--workers",
      paramLabel = "W",
      defaultValue = "64",
      description = "Workers, each with one trial at a time (default: ${DEFAULT-VALUE}).")
  private int workers = 64;

  @Option(
      names = "--crew",
      paramLabel = "C",
      defaultValue = "16",
      description =
          "Workers that share a connection to the queue; 1 is how real ones work"
              + " (default: ${DEFAULT-VALUE}).")
  private int crew = 16;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Reports a second of all workers together (default: as many as they can).")
  private double rate = Double.POSITIVE_INFINITY;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Also draw the cost of a report over the trials into an SVG file.")
  private Optional<Path> plot = Optional.empty();

  @Option(names = "--json", description = "Print it for programs.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    OptionalDouble limit = Double.isFinite(rate) ? OptionalDouble.of(rate) : OptionalDouble.empty();
    SchedulerFigures figures =
        SchedulerBenchmark.run(new SchedulerLoad(trials, warmUp, epochs, workers, crew, limit));
    if (plot.isPresent()) {
      Files.writeString(plot.get(), GrowthPlot.of(figures));
    }
    PrintWriter out = self.commandLine().getOut();
    out.println(json ? Json.MAPPER.writeValueAsString(figures) : text(figures));
    out.flush();
    return 0;
  }

  private static String text(SchedulerFigures figures) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            """
            %d trials of %d epochs, %d workers
            reports decided       %.0f a second
            report to stop        median %.1f ms, 99th percentile %.1f ms, of %d stops
            cost of a report      %.1f us of processor time in the first tenth, %.1f us in the last
            recovery              %.1f s from the start after kill -9 to the first decision
            memory                %d MiB resident

            trials ended  reports/s  us/report    MiB
            """,
            figures.trials(),
            figures.epochs(),
            figures.workers(),
            figures.reportsPerSecond(),
            figures.stopMedianMillis(),
            figures.stopP99Millis(),
            figures.stops(),
            figures.firstMicrosPerReport(),
            figures.lastMicrosPerReport(),
            figures.recoverySeconds(),
            figures.residentMiB()));
    figures
        .growth()
        .forEach(
            tenth ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%12d %10.0f %10.1f %6d%n",
                        tenth.trials(),
                        tenth.reportsPerSecond(),
                        tenth.microsPerReport(),
                        tenth.residentMiB())));
    return text.toString().stripTrailing();
  }
}
