package dev.convoy.worker.mapping;

import dev.convoy.cnn.data.Augmentation;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.data.Preprocessing;
import dev.convoy.cnn.data.Softening;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.network.ActivationKind;
import dev.convoy.cnn.network.Initialization;
import dev.convoy.cnn.network.Norm;
import dev.convoy.cnn.train.Clipping;
import dev.convoy.cnn.train.Freezing;
import dev.convoy.cnn.train.OptimizerSpec;
import dev.convoy.cnn.train.Penalty;
import dev.convoy.cnn.train.Refinements;
import dev.convoy.cnn.train.ScheduleSpec;
import dev.convoy.cnn.train.Start;
import dev.convoy.cnn.train.TrainingSpec;
import dev.convoy.cnn.train.Transfer;
import dev.convoy.cnn.zoo.LayerSpec;
import dev.convoy.cnn.zoo.NetworkSpec;
import dev.convoy.cnn.zoo.Style;
import dev.convoy.protocol.spec.AugmentationSpec;
import dev.convoy.protocol.spec.ClippingSpec;
import dev.convoy.protocol.spec.DatasetSpec;
import dev.convoy.protocol.spec.ModelSpec;
import dev.convoy.protocol.spec.RegularizationSpec;
import dev.convoy.protocol.spec.TransferSpec;
import dev.convoy.protocol.spec.TrialSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** A trial as the protocol says it, in the engine's own words. This is the only place for that. */
public final class TrialMapping {
  private TrialMapping() {}

  /** The dataset to open. */
  public static dev.convoy.cnn.data.DatasetSpec dataset(DatasetSpec spec) {
    return new dev.convoy.cnn.data.DatasetSpec(
        name(spec),
        spec.path().map(Path::of),
        spec.validation(),
        spec.seed(),
        new dev.convoy.cnn.data.DatasetSpec.Size(
            shape(spec), boxed(spec.size().training()), boxed(spec.size().test())));
  }

  private static String name(DatasetSpec spec) {
    return spec.name()
        .or(() -> spec.format().map(TrialMapping::nameOf))
        .orElseThrow(() -> new IllegalArgumentException("dataset has neither name nor format"));
  }

  private static String nameOf(DatasetSpec.Format format) {
    return switch (format) {
      case IDX -> "mnist";
      case CIFAR10 -> "cifar10";
      case CIFAR100 -> "cifar100";
      case FOLDER -> "folder";
    };
  }

  /** Generated images are grey, those of a folder in colour. */
  private static Optional<ImageShape> shape(DatasetSpec spec) {
    int channels = spec.format().isPresent() ? 3 : 1;
    return boxed(spec.size().image()).map(side -> new ImageShape(channels, side, side));
  }

  private static Optional<Integer> boxed(OptionalInt number) {
    return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
  }

  /**
   * How to train.
   *
   * @param images shape of the dataset's images
   * @throws IllegalArgumentException naming what the engine doesn't have
   */
  public static TrainingSpec training(TrialSpec spec, long seed, ImageShape images, int classes) {
    List<Augmentation> augmentation =
        spec.augmentation().stream()
            .map(AugmentationSpec::toString)
            .map(Augmentation::parse)
            .toList();
    ImageShape input = images;
    for (Augmentation step : augmentation) {
      input = step.output(input);
    }
    return new TrainingSpec(
        network(spec.model(), input, classes),
        Preprocessing.named(spec.preprocessing()),
        augmentation,
        optimizer(spec.training()),
        schedule(spec.training().schedule()),
        spec.training().batchSize(),
        spec.training().epochs(),
        seed,
        refinements(spec.training()),
        transfer(spec.training().transfer()));
  }

  /**
   * The network.
   *
   * @param input shape of the images that it gets
   * @throws IllegalArgumentException naming what the engine doesn't have
   */
  public static NetworkSpec network(ModelSpec model, ImageShape input, int classes) {
    Style style =
        new Style(
            named("model.norm", () -> Norm.parse(model.norm())),
            named("model.activation", () -> model.activation().map(ActivationKind::parse)),
            named("model.initializer", () -> model.initializer().map(Initialization::parse)),
            model.width().orElse(1),
            model.stochasticDepth().orElse(0));
    List<LayerSpec> layers = model.layers().map(TrialMapping::layers).orElse(List.of());
    return new NetworkSpec(model.architecture(), input, classes, model.dropout(), style, layers);
  }

  private static List<LayerSpec> layers(List<dev.convoy.protocol.spec.LayerSpec> specs) {
    return specs.stream()
        .map(spec -> new LayerSpec(spec.name(), spec.arguments(), layers(spec.layers())))
        .toList();
  }

  /** Puts the field's name before whatever is wrong with it. */
  private static <T> T named(String field, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
    }
  }

  private static OptimizerSpec optimizer(dev.convoy.protocol.spec.TrainingSpec training) {
    Penalty penalty = penalty(training);
    return switch (training.optimizer()) {
      case dev.convoy.protocol.spec.OptimizerSpec.Sgd sgd ->
          new OptimizerSpec.Sgd(sgd.learningRate(), sgd.momentum(), sgd.nesterov(), penalty);
      case dev.convoy.protocol.spec.OptimizerSpec.Adam adam ->
          new OptimizerSpec.Adam(
              adam.learningRate(), adam.beta1(), adam.beta2(), adam.epsilon(), penalty);
      case dev.convoy.protocol.spec.OptimizerSpec.AdamW adam ->
          new OptimizerSpec.AdamW(
              adam.learningRate(), adam.beta1(), adam.beta2(), adam.epsilon(), penalty);
      case dev.convoy.protocol.spec.OptimizerSpec.RmsProp rms ->
          new OptimizerSpec.RmsProp(
              rms.learningRate(), rms.alpha(), rms.epsilon(), rms.momentum(), penalty);
    };
  }

  private static Penalty penalty(dev.convoy.protocol.spec.TrainingSpec training) {
    Set<Parameter.Role> exempt =
        switch (training.regularization().penalized()) {
          case ALL -> Set.of();
          case WEIGHTS -> Set.of(Parameter.Role.BIAS, Parameter.Role.NORM);
        };
    return new Penalty(training.optimizer().weightDecay(), training.regularization().l1(), exempt);
  }

  private static Refinements refinements(dev.convoy.protocol.spec.TrainingSpec training) {
    Clipping clipping =
        switch (training.clipping()) {
          case ClippingSpec.None none -> new Clipping.None();
          case ClippingSpec.Norm norm -> new Clipping.Norm(norm.limit());
          case ClippingSpec.Value value -> new Clipping.Value(value.limit());
        };
    RegularizationSpec regularization = training.regularization();
    return new Refinements(
        clipping,
        training.averaging(),
        new Softening(regularization.mixup(), regularization.labelSmoothing()));
  }

  private static Transfer transfer(TransferSpec spec) {
    Start start =
        spec.pretrained()
            .<Start>map(file -> new Start.Pretrained(file, spec.rateFactor()))
            .orElseGet(Start.Random::new);
    return new Transfer(start, Freezing.parse(spec.freeze()));
  }

  private static ScheduleSpec schedule(dev.convoy.protocol.spec.ScheduleSpec spec) {
    return new ScheduleSpec(curve(spec), spec.warmupEpochs());
  }

  private static ScheduleSpec.Curve plateau(dev.convoy.protocol.spec.ScheduleSpec.Plateau plateau) {
    return switch (plateau.watch().orElse(dev.convoy.protocol.spec.ScheduleSpec.Watch.LOSS)) {
      case LOSS -> new ScheduleSpec.Plateau(plateau.factor(), plateau.patience());
      case ERROR -> new ScheduleSpec.ErrorPlateau(plateau.factor(), plateau.patience());
    };
  }

  private static ScheduleSpec.Curve curve(dev.convoy.protocol.spec.ScheduleSpec spec) {
    return switch (spec) {
      case dev.convoy.protocol.spec.ScheduleSpec.Constant constant -> new ScheduleSpec.Constant();
      case dev.convoy.protocol.spec.ScheduleSpec.Step step ->
          new ScheduleSpec.Steps(step.factor(), step.stepEpochs());
      case dev.convoy.protocol.spec.ScheduleSpec.Plateau plateau -> plateau(plateau);
      case dev.convoy.protocol.spec.ScheduleSpec.Cosine cosine -> new ScheduleSpec.Cosine();
      case dev.convoy.protocol.spec.ScheduleSpec.Cyclic cyclic ->
          new ScheduleSpec.Cyclic(cyclic.cycleEpochs(), cyclic.cycleFactor());
      case dev.convoy.protocol.spec.ScheduleSpec.Linear linear -> new ScheduleSpec.Linear();
      case dev.convoy.protocol.spec.ScheduleSpec.InverseRoot root ->
          new ScheduleSpec.InverseRoot(root.flatEpochs());
    };
  }
}
