package dev.convoy.worker;

import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.SnapshotRef;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.AugmentationSpec;
import dev.convoy.protocol.spec.DatasetSpec;
import dev.convoy.protocol.spec.LayerSpec;
import dev.convoy.protocol.spec.ModelSpec;
import dev.convoy.protocol.spec.Objective;
import dev.convoy.protocol.spec.OptimizerSpec;
import dev.convoy.protocol.spec.ScheduleSpec;
import dev.convoy.protocol.spec.TrainingSpec;
import dev.convoy.protocol.spec.TrialSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Trials small enough to be trained in a test. */
record Trials(DatasetSpec dataset, String architecture, double learningRate, int epochs) {
  private static final DatasetSpec GENERATED =
      new DatasetSpec(
          Optional.of("generated"),
          Optional.empty(),
          Optional.empty(),
          0.2,
          0,
          new DatasetSpec.Size(OptionalInt.of(16), OptionalInt.of(400), OptionalInt.of(100)));

  static Trials small() {
    return new Trials(GENERATED, "vgg-tiny", 0.05, 3);
  }

  /** As many epochs as a test could never wait for. */
  Trials endless() {
    return new Trials(dataset, architecture, learningRate, 1_000_000);
  }

  Trials epochs(int count) {
    return new Trials(dataset, architecture, learningRate, count);
  }

  Trials on(DatasetSpec other) {
    return new Trials(other, architecture, learningRate, epochs);
  }

  Trials of(String other) {
    return new Trials(dataset, other, learningRate, epochs);
  }

  Trials withLearningRate(double other) {
    return new Trials(dataset, architecture, other, epochs);
  }

  /** A whole trial as one leg. */
  Work.TrainLeg leg(ExperimentId experiment, int trial) {
    return leg(experiment, trial, new Leg(0, 0, 0, epochs), Optional.empty());
  }

  Work.TrainLeg leg(ExperimentId experiment, int trial, Leg leg, Optional<SnapshotRef> from) {
    return new Work.TrainLeg(
        experiment, trial, leg, spec(), trial, Objective.DEFAULT, from, OptionalInt.empty());
  }

  /** A leg that goes on from a snapshot of any trial, which is kept for others. */
  Work.TrainLeg copy(ExperimentId experiment, int trial, Leg leg, SnapshotRef from) {
    return new Work.TrainLeg(
        experiment,
        trial,
        leg,
        spec(),
        trial,
        Objective.DEFAULT,
        Optional.of(from),
        OptionalInt.of(from.epoch()));
  }

  private ModelSpec model() {
    ModelSpec usual = ModelSpec.usual(architecture, 0.1);
    return architecture.equals("own") ? ofLayers(usual) : usual;
  }

  private static ModelSpec ofLayers(ModelSpec usual) {
    List<LayerSpec> layers =
        List.of(
            new LayerSpec("conv", Map.of("out", 8.0, "kernel", 3.0), List.of()),
            new LayerSpec("norm", Map.of(), List.of()),
            new LayerSpec("relu", Map.of(), List.of()),
            new LayerSpec("maxpool", Map.of(), List.of()));
    return new ModelSpec(
        usual.architecture(),
        usual.norm(),
        usual.dropout(),
        usual.activation(),
        usual.initializer(),
        usual.width(),
        usual.stochasticDepth(),
        Optional.of(layers));
  }

  TrialSpec spec() {
    return new TrialSpec(
        dataset,
        model(),
        "channel-mean-std",
        List.of(new AugmentationSpec("crop", Map.of("padding", 2.0))),
        new TrainingSpec(
            epochs,
            32,
            new OptimizerSpec.Sgd(learningRate, 1e-4, 0.9, false),
            new ScheduleSpec.Constant(0)));
  }
}
