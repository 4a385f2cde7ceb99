package dev.convoy.scheduler.curves;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.convoy.protocol.codec.Json;
import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.spec.ExperimentReader;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.InvalidExperimentException;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.TrialSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What became of every trial that an experiment's space can draw: {@code lenet-mnist.csv}, recorded
 * by {@code make curves} from {@code lenet-mnist.yaml}. A trial with fewer epochs than the
 * experiment's lost its loss to NaN in the next one.
 */
record RecordedCurves(ExperimentSpec experiment, Map<TrialSpec, List<EpochMetrics>> trials) {

  static RecordedCurves load() {
    try {
      ExperimentSpec experiment =
          ExperimentReader.read(resource("lenet-mnist.yaml"), ExperimentReader.Format.YAML);
      List<String> lines = new String(resource("lenet-mnist.csv"), UTF_8).lines().toList();
      List<String> names = Arrays.asList(lines.getFirst().split(","));
      Map<TrialSpec, List<EpochMetrics>> trials = new LinkedHashMap<>();
      for (String line : lines.subList(1, lines.size())) {
        List<String> columns = Arrays.asList(line.split(",", -1));
        int parameters = names.size() - 4;
        TrialSpec trial =
            experiment.resolve(draw(names.subList(0, parameters), columns.subList(0, parameters)));
        trials.put(trial, curve(columns.subList(parameters, columns.size())));
      }
      return new RecordedCurves(experiment, trials);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidExperimentException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = RecordedCurves.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static Hyperparameters draw(List<String> paths, List<String> values)
      throws JsonProcessingException {
    Map<String, ParameterValue> draw = new LinkedHashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      draw.put(paths.get(i), new ParameterValue(Json.MAPPER.readTree(values.get(i))));
    }
    return new Hyperparameters(draw);
  }

  private static List<EpochMetrics> curve(List<String> metrics) {
    List<double[]> columns =
        metrics.stream()
            .map(
                column ->
                    Stream.of(column.split(" "))
                        .filter(value -> !value.isEmpty())
                        .mapToDouble(Double::parseDouble)
                        .toArray())
            .toList();
    List<EpochMetrics> epochs = new ArrayList<>();
    for (int i = 0; i < columns.getFirst().length; i++) {
      epochs.add(
          new EpochMetrics(
              columns.get(0)[i], columns.get(1)[i], columns.get(2)[i], columns.get(3)[i], 0, 1, 1));
    }
    return epochs;
  }

  List<EpochMetrics> of(TrialSpec trial) {
    List<EpochMetrics> curve = trials.get(trial);
    if (curve == null) {
      throw new IllegalArgumentException("Not recorded: " + trial);
    }
    return curve;
  }

  /** The best validation accuracy that any trial has after any epoch. */
  double best() {
    return trials.values().stream()
        .flatMap(List::stream)
        .mapToDouble(EpochMetrics::validationAccuracy)
        .max()
        .orElseThrow();
  }

  /** Epochs of a whole trial. */
  int epochs() {
    return experiment.epochs().orElseThrow();
  }
}
