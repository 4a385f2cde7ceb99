package dev.convoy.worker.curves;

import dev.convoy.cnn.data.DataHome;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.train.EpochResult;
import dev.convoy.cnn.train.NonFiniteLossException;
import dev.convoy.cnn.train.TrainingRun;
import dev.convoy.cnn.train.TrainingSpec;
import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.TrialSpec;
import dev.convoy.worker.leg.DatasetShelf;
import dev.convoy.worker.mapping.TrialMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Trains every point of an experiment's finite space, as a worker would, on one thread, and writes
 * the curves down. A point's row is written when it is through, so a recorder that was killed goes
 * on with the first row that is missing; whoever wants all of it anew deletes the file.
 *
 * <p>A row has the point's value of each hyperparameter, then four curves of one number an epoch,
 * between blanks. A curve that ends early belongs to a training whose loss then was not finite. The
 * n-th point is trained with the seed n.
 */
final class CurveRecorder {
  private static final List<Metric> METRICS =
      List.of(
          new Metric("trainingLoss", EpochResult::trainingLoss),
          new Metric("trainingAccuracy", EpochResult::trainingAccuracy),
          new Metric("validationLoss", EpochResult::validationLoss),
          new Metric("validationAccuracy", EpochResult::validationAccuracy));

  private final ExperimentSpec experiment;
  private final Path table;
  private final Device device = Device.cpu(1);
  private final DatasetShelf datasets = new DatasetShelf(DataHome.fromEnvironment());

  private record Metric(String name, ToDoubleFunction<EpochResult> value) {}

  CurveRecorder(ExperimentSpec experiment, Path table) {
    this.experiment = experiment;
    this.table = table;
  }

  /** Trains the points whose rows are missing. */
  void record() throws IOException {
    List<String> lines = wholeLines();
    Files.writeString(table, String.join("", lines));
    List<Map<String, ParameterValue>> points = points();
    for (int point = lines.size() - 1; point < points.size(); point++) {
      String row = row(points.get(point), train(points.get(point), point));
      Files.writeString(table, row, StandardOpenOption.APPEND);
    }
  }

  /** What an earlier recorder wrote, without the row at which it was killed. */
  private List<String> wholeLines() throws IOException {
    return Files.exists(table)
        ? Pattern.compile(".*\\n")
            .matcher(Files.readString(table))
            .results()
            .map(MatchResult::group)
            .toList()
        : List.of(header());
  }

  private String header() {
    List<String> columns = new ArrayList<>(experiment.space().parameters().keySet());
    METRICS.forEach(metric -> columns.add(metric.name()));
    return String.join(",", columns) + "\n";
  }

  /** Every combination, the last parameter fastest. */
  private List<Map<String, ParameterValue>> points() {
    List<Map<String, ParameterValue>> points = List.of(Map.of());
    for (Map.Entry<String, Distribution> parameter : experiment.space().parameters().entrySet()) {
      points =
          points.stream()
              .flatMap(
                  point ->
                      options(parameter.getValue()).stream()
                          .map(option -> with(point, parameter.getKey(), option)))
              .toList();
    }
    return points;
  }

  private static List<ParameterValue> options(Distribution distribution) {
    if (distribution instanceof Distribution.Ordinal(List<ParameterValue> options)) {
      return options;
    }
    throw new IllegalArgumentException("Only ordinals can be recorded whole, not " + distribution);
  }

  private static Map<String, ParameterValue> with(
      Map<String, ParameterValue> point, String path, ParameterValue value) {
    Map<String, ParameterValue> more = new LinkedHashMap<>(point);
    more.put(path, value);
    return more;
  }

  private List<EpochResult> train(Map<String, ParameterValue> point, long seed) {
    TrialSpec trial = experiment.resolve(new Hyperparameters(point));
    Splits data = datasets.open(trial.dataset());
    TrainingSpec spec = TrialMapping.training(trial, seed, data.shape(), data.classes());
    try (TrainingRun run = TrainingRun.start(spec, data, device)) {
      boolean finite = true;
      while (finite && run.epoch() < spec.epochs()) {
        finite = trainsOn(run);
      }
      return run.history();
    }
  }

  /** Whether another epoch went well. */
  private static boolean trainsOn(TrainingRun run) {
    try {
      run.trainEpoch(() -> true);
      return true;
    } catch (NonFiniteLossException e) {
      return false;
    }
  }

  private static String row(Map<String, ParameterValue> point, List<EpochResult> epochs) {
    List<String> columns = new ArrayList<>();
    point.values().forEach(value -> columns.add(value.toString()));
    for (Metric metric : METRICS) {
      columns.add(
          epochs.stream()
              .map(epoch -> String.format(Locale.ROOT, "%.4g", metric.value().applyAsDouble(epoch)))
              .collect(Collectors.joining(" ")));
    }
    return String.join(",", columns) + "\n";
  }
}
