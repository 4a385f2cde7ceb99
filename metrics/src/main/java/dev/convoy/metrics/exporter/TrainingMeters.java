package dev.convoy.metrics.exporter;

import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.ExperimentId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The gauges of training. Counters would be wrong here: the exporter reads the history anew at each
 * start, and the history is compacted.
 */
final class TrainingMeters {
  private final List<ExperimentGauge> experiments;
  private final List<TrialGauge> trials;
  private final List<ObservedGauge> observed;

  private record ExperimentGauge(MultiGauge gauge, RowsOf rows) {}

  private interface RowsOf {
    Stream<Row<?>> of(ExperimentProgress experiment);
  }

  private record TrialGauge(MultiGauge gauge, ToDoubleFunction<TrialProgress> value) {}

  private record ObservedGauge(MultiGauge gauge, Function<ObservedTrial, Optional<Double>> value) {}

  TrainingMeters(MeterRegistry registry) {
    Maker maker = new Maker(registry);
    experiments =
        List.of(
            maker.perExperiment(
                "info", "Always 1; the experiment's name as users know it", TrainingMeters::info),
            maker.perExperiment("trials", "Trials by status", TrainingMeters::trialsByStatus),
            maker.perExperiment(
                "failed.attempts",
                "Attempts at a leg that failed",
                experiment -> Stream.of(row(experiment, experiment.failedAttempts()))),
            maker.perExperiment(
                "best.validation.accuracy",
                "The best of all trials and epochs, 0 to 1",
                experiment -> Stream.of(row(experiment, experiment.bestValidationAccuracy()))),
            maker.perExperiment(
                "ensemble.test.accuracy",
                "Of the averaged probabilities on the test split, 0 to 1",
                experiment -> scored(experiment, EnsembleScore::testAccuracy)),
            maker.perExperiment(
                "best.member.test.accuracy",
                "Of the ensemble's best single member on the test split, 0 to 1",
                experiment -> scored(experiment, EnsembleScore::bestMemberTestAccuracy)));
    trials =
        List.of(
            maker.perTrial("epoch", "Epochs done", TrialProgress::epoch),
            maker.ofEpoch("training.loss", "In nats", EpochMetrics::trainingLoss),
            maker.ofEpoch("training.accuracy", "0 to 1", EpochMetrics::trainingAccuracy),
            maker.ofEpoch("validation.loss", "In nats", EpochMetrics::validationLoss),
            maker.ofEpoch("validation.accuracy", "0 to 1", EpochMetrics::validationAccuracy),
            maker.ofEpoch("learning.rate", "At the epoch's end", EpochMetrics::learningRate),
            maker.ofEpoch(
                "images.per.second", "Training throughput", EpochMetrics::imagesPerSecond));
    observed =
        List.of(
            maker.observed(
                "gradient.norm",
                "Of the loss's gradient, all parameters together, before clipping",
                trial -> Optional.of(trial.gradientNorm())),
            maker.observed(
                "median.update.ratio",
                "Update by weight, the middle one of all weights; about 1e-3 is healthy",
                trial -> Optional.of(trial.medianUpdateRatio())),
            maker.observed(
                "largest.update.ratio",
                "Update by weight, the largest of all weights",
                trial -> Optional.of(trial.largestUpdateRatio())),
            maker.observed(
                "dead.units", "0 to 1, in the layer that has most of them", ObservedTrial::dead),
            maker.observed(
                "saturated.values",
                "0 to 1, in the layer that has most of them",
                ObservedTrial::saturated));
  }

  private record Maker(MeterRegistry registry) {

    ExperimentGauge perExperiment(String name, String description, RowsOf rows) {
      return new ExperimentGauge(gauge("convoy.experiment." + name, description), rows);
    }

    TrialGauge perTrial(String name, String description, ToDoubleFunction<TrialProgress> value) {
      return new TrialGauge(gauge("convoy.trial." + name, description), value);
    }

    TrialGauge ofEpoch(String name, String unit, ToDoubleFunction<EpochMetrics> value) {
      return perTrial(
          name, "Of the latest epoch. " + unit, trial -> value.applyAsDouble(trial.latest()));
    }

    ObservedGauge observed(
        String name, String meaning, Function<ObservedTrial, Optional<Double>> value) {
      return new ObservedGauge(
          gauge("convoy.trial." + name, "In the latest step that was observed. " + meaning), value);
    }

    private MultiGauge gauge(String name, String description) {
      return MultiGauge.builder(name).description(description).register(registry);
    }
  }

  private static Stream<Row<?>> info(ExperimentProgress experiment) {
    Tags tags =
        tags(experiment).and("name", experiment.name()).and("status", word(experiment.status()));
    return Stream.of(Row.of(tags, 1));
  }

  private static Stream<Row<?>> trialsByStatus(ExperimentProgress experiment) {
    return experiment.trialsByStatus().entrySet().stream()
        .map(
            count ->
                Row.of(tags(experiment).and("status", word(count.getKey())), count.getValue()));
  }

  private static Stream<Row<?>> scored(
      ExperimentProgress experiment, ToDoubleFunction<EnsembleScore> value) {
    return experiment.ensemble().stream().map(score -> row(experiment, value.applyAsDouble(score)));
  }

  private static Row<?> row(ExperimentProgress experiment, double value) {
    return Row.of(tags(experiment), value);
  }

  private static Tags tags(ExperimentProgress experiment) {
    return Tags.of("experiment", experiment.id().value());
  }

  private static String word(Enum<?> status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  /** Makes the registry show this and nothing else. */
  void show(TrainingView.Shown shown) {
    for (ExperimentGauge each : experiments) {
      each.gauge.register(rows(shown.experiments().stream().flatMap(each.rows::of)), true);
    }
    for (TrialGauge each : trials) {
      each.gauge.register(rows(shown.trials().stream().map(trial -> row(trial, each.value))), true);
    }
    for (ObservedGauge each : observed) {
      each.gauge.register(
          rows(shown.observed().stream().flatMap(trial -> row(trial, each.value).stream())), true);
    }
  }

  private static Row<?> row(TrialProgress trial, ToDoubleFunction<TrialProgress> value) {
    return Row.of(tags(trial.experiment(), trial.trial()), value.applyAsDouble(trial));
  }

  private static Optional<Row<?>> row(
      ObservedTrial trial, Function<ObservedTrial, Optional<Double>> value) {
    return value
        .apply(trial)
        .map(number -> Row.of(tags(trial.experiment(), trial.trial()), number));
  }

  private static Tags tags(ExperimentId experiment, int trial) {
    return Tags.of("experiment", experiment.value(), "trial", Integer.toString(trial));
  }

  /** MultiGauge asks for a list of one wildcard more than a stream gives. */
  private static List<Row<?>> rows(Stream<? extends Row<?>> rows) {
    return rows.<Row<?>>map(row -> row).toList();
  }
}
