package dev.convoy.protocol.spec;

import static dev.convoy.protocol.spec.ExperimentReader.Format.JSON;
import static dev.convoy.protocol.spec.ExperimentReader.Format.YAML;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.convoy.protocol.codec.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExperimentReaderTest {
  private static final String FASHION =
      """
      name: fashion-resnet
      dataset:
        name: fashion-mnist
        validation: 0.1
        size: {training: 10000}
      model:
        architecture: {choice: [resnet20, vgg-small, mobilenet_v2]}
        norm: batch
        dropout: {uniform: [0.0, 0.5]}
      preprocessing: channel-mean-std
      augmentation: [crop(padding=4), flip, {cutout: {integer: [0, 12]}}]
      training:
        epochs: 12
        batchSize: {choice: [64, 128, 256]}
        optimizer:
          type: sgd
          momentum: 0.9
          learningRate: {logUniform: [1e-3, 0.3]}
          weightDecay: {logUniform: [1e-6, 1e-3]}
        schedule: {type: plateau, factor: 0.1, patience: 2}
      search: {method: random, trials: 24, parallel: 2, seed: 7}
      stopping:
        - patience: {epochs: 3, minDelta: 0.001}
        - median: {startupTrials: 5}
      objective: {metric: validationLoss}
      ensemble: {size: 4}
      limits: {maxRestarts: 3, time: 2h}
      """;

  @Test
  void readsEverySectionOfYaml() throws InvalidExperimentException {
    ExperimentSpec spec = ExperimentReader.read(utf8(FASHION), YAML);

    assertThat(spec.name()).isEqualTo("fashion-resnet");
    assertThat(spec.search())
        .isEqualTo(
            new SearchSpec(
                new SearchSpec.Random(SearchSpec.Sampling.INDEPENDENT), 24, 2, OptionalLong.of(7)));
    assertThat(spec.stopping())
        .containsExactly(new StoppingSpec.Patience(3, 0.001), new StoppingSpec.Median(5, 2));
    assertThat(spec.objective())
        .isEqualTo(new Objective(Objective.Metric.VALIDATION_LOSS, Objective.Goal.MINIMIZE));
    assertThat(spec.ensemble())
        .isEqualTo(new EnsembleSpec(4, EnsembleSpec.Selection.TOP, OptionalInt.empty(), List.of()));
    assertThat(spec.limits())
        .isEqualTo(new Limits(3, 0.3, OptionalLong.empty(), Optional.of(Duration.ofHours(2))));
  }

  @Test
  void namesHyperparametersByTheirPathsInTheOrderOfTheDocument() throws InvalidExperimentException {
    ExperimentSpec spec = ExperimentReader.read(utf8(FASHION), YAML);

    assertThat(spec.space().parameters().keySet())
        .containsExactly(
            "model.architecture",
            "model.dropout",
            "augmentation.2.cutout.size",
            "training.batchSize",
            "training.optimizer.learningRate",
            "training.optimizer.weightDecay");
  }

  @Test
  void aDrawGivesTheWorkerItsTrial() throws InvalidExperimentException {
    ExperimentSpec spec = ExperimentReader.read(utf8(FASHION), YAML);

    TrialSpec trial =
        spec.resolve(
            new Hyperparameters(
                Map.of(
                    "model.architecture", ParameterValue.of("resnet20"),
                    "model.dropout", ParameterValue.of(0.25),
                    "augmentation.2.cutout.size", ParameterValue.of(6),
                    "training.batchSize", ParameterValue.of(64),
                    "training.optimizer.learningRate", ParameterValue.of(0.125),
                    "training.optimizer.weightDecay", ParameterValue.of(0.0))));

    assertThat(trial)
        .isEqualTo(
            new TrialSpec(
                new DatasetSpec(
                    Optional.of("fashion-mnist"),
                    Optional.empty(),
                    Optional.empty(),
                    0.1,
                    0,
                    new DatasetSpec.Size(
                        OptionalInt.empty(), OptionalInt.of(10_000), OptionalInt.empty())),
                ModelSpec.usual("resnet20", 0.25),
                "channel-mean-std",
                List.of(
                    new AugmentationSpec("crop", Map.of("padding", 4.0)),
                    new AugmentationSpec("flip", Map.of()),
                    new AugmentationSpec("cutout", Map.of("size", 6.0))),
                new TrainingSpec(
                    12,
                    64,
                    new OptimizerSpec.Sgd(0.125, 0.0, 0.9, false),
                    new ScheduleSpec.Plateau(2, 0.1, 0))));
  }

  @Test
  @DisplayName("K2, K3: an ensemble of several snapshots of a cyclic run, by several views")
  void readsAnEnsembleOfSnapshots() throws InvalidExperimentException {
    String document =
        """
        training: {epochs: 40, schedule: {type: cyclic, cycleEpochs: 8}}
        ensemble: {size: 5, snapshotsPerTrial: 3, testTimeAugmentation: [flip]}
        """;

    ExperimentSpec spec = ExperimentReader.read(utf8(document), YAML);

    assertThat(spec.ensemble())
        .isEqualTo(
            new EnsembleSpec(5, EnsembleSpec.Selection.TOP, OptionalInt.of(3), List.of("flip")));
    assertThat(spec.resolve(new Hyperparameters(Map.of())).training().schedule())
        .isEqualTo(new ScheduleSpec.Cyclic(8, 1, 0));
  }

  @Test
  void onlyOneScheduleOfAChoiceNeedsCycles() throws InvalidExperimentException {
    for (String schedule :
        List.of("{type: {choice: [cosine, cyclic]}}", "{choice: [{type: step}, {type: cyclic}]}")) {
      String document =
          "{training: {schedule: %s}, ensemble: {snapshotsPerTrial: 2}}".formatted(schedule);

      assertThat(ExperimentReader.read(utf8(document), YAML).ensemble().mostOfOneTrial())
          .isEqualTo(2);
    }
  }

  @Test
  void whatWasReadIsADocumentThatReadsTheSame() throws Exception {
    ExperimentSpec spec = ExperimentReader.read(utf8(FASHION), YAML);

    byte[] json = Json.MAPPER.writeValueAsBytes(spec);

    assertThat(ExperimentReader.read(json, JSON)).isEqualTo(spec);
    assertThat(Json.MAPPER.readValue(json, ExperimentSpec.class)).isEqualTo(spec);
  }

  @Test
  void shorthandsMeanTheSameAsTheLongForm() throws InvalidExperimentException {
    ExperimentSpec spec =
        ExperimentReader.read(
            utf8("{augmentation: [{crop: {padding: 2}}], stopping: [{patience: {epochs: 5}}]}"),
            YAML);

    for (String shorthand :
        List.of(
            "{augmentation: [crop(2)], stopping: [patience(5)]}",
            "{augmentation: ['crop( padding = 2 )'], stopping: [patience(epochs=5)]}",
            "{augmentation: [{crop: 2}], stopping: [{patience: 5}]}")) {
      assertThat(ExperimentReader.read(utf8(shorthand), YAML)).as(shorthand).isEqualTo(spec);
    }
  }

  @Test
  void rulesWithinRulesAreWrittenShortAndHaveTheirDefaultsLikeOthers() throws Exception {
    ExperimentSpec spec =
        ExperimentReader.read(
            utf8("stopping: [{grace: {epochs: 5, of: {all-of: [median, patience(2)]}}}]"), YAML);

    assertThat(spec.stopping())
        .containsExactly(
            new StoppingSpec.Grace(
                5,
                new StoppingSpec.AllOf(
                    List.of(new StoppingSpec.Median(5, 2), new StoppingSpec.Patience(2, 0)))));
  }

  @Test
  void aChoiceMayBeBetweenWholeObjectsAndListsWhoseDefaultsFollowTheDraw()
      throws InvalidExperimentException {
    ExperimentSpec spec =
        ExperimentReader.read(
            utf8(
                """
                training: {optimizer: {choice: [{type: adam}, {learningRate: 0.2}]}}
                augmentation: {choice: [[], [flip, cutout(4)]]}
                """),
            YAML);

    TrialSpec trial =
        spec.resolve(
            new Hyperparameters(
                Map.of(
                    "training.optimizer", option(spec, "training.optimizer", 0),
                    "augmentation", option(spec, "augmentation", 1))));

    assertThat(trial.training().optimizer())
        .isEqualTo(new OptimizerSpec.Adam(0.001, 0, 0.9, 0.999, 1e-8));
    assertThat(trial.augmentation())
        .extracting(AugmentationSpec::toString)
        .containsExactly("flip", "cutout(size=4)");
  }

  @Test
  void aGridHasATrialForEachCombinationUnlessItIsToldFewer() throws InvalidExperimentException {
    String space = "model: {dropout: {choice: [0, 0.5]}}, training: {epochs: {integer: [4, 6]}}";

    ExperimentSpec whole =
        ExperimentReader.read(utf8("{search: {method: grid}, " + space + "}"), YAML);
    ExperimentSpec part =
        ExperimentReader.read(utf8("{search: {method: grid, trials: 5}, " + space + "}"), YAML);

    assertThat(whole.search().trials()).isEqualTo(6);
    assertThat(part.search().trials()).isEqualTo(5);
  }

  private static ParameterValue option(ExperimentSpec spec, String path, int index) {
    return spec.space().parameters().get(path) instanceof Distribution.Choice choice
        ? choice.options().get(index)
        : fail(path + " is no choice");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
