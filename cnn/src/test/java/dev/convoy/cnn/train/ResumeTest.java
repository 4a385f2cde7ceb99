package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.cnn.data.Augmentation;
import dev.convoy.cnn.data.Preprocessing;
import dev.convoy.cnn.data.Softening;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.KernelPlan;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run cut after any epoch and resumed gives the same bits as one never cut: for every optimizer
 * (G1 to G3), schedule (G4), clipping (G5), moving average (G6), penalty (F1 to F3), dropout (F4),
 * augmentation (F5, F6), mixup (F7).
 */
class ResumeTest {

  private static final Splits DATA = Stripes.coloured();
  private static final Device CPU = Device.cpu(2);
  private static final int EPOCHS = 3;
  private static final Penalty L2 = Penalty.ofWeights(1e-4);
  private static final OptimizerSpec SGD = new OptimizerSpec.Sgd(0.02, 0.9, true, L2);
  private static final ScheduleSpec CONSTANT = ScheduleSpec.of(new ScheduleSpec.Constant());

  @TempDir private Path folder;

  static Stream<Named<TrainingSpec>> specs() {
    return Stream.of(optimizers(), schedules(), augmentations(), refinements())
        .flatMap(some -> some)
        .map(spec -> Named.of(spec.toString(), spec));
  }

  private static Stream<TrainingSpec> optimizers() {
    return Stream.of(
            SGD,
            new OptimizerSpec.Sgd(0.02, 0.9, false, L2),
            new OptimizerSpec.Sgd(0.02, 0, false, new Penalty(1e-4, 1e-4, L2.exempt())),
            OptimizerSpec.Adam.of(0.003, Penalty.everywhere(1e-4)),
            new OptimizerSpec.AdamW(0.003, 0.9, 0.999, 1e-8, Penalty.everywhere(0.01)),
            new OptimizerSpec.RmsProp(0.001, 0.99, 1e-8, 0.9, L2))
        .map(optimizer -> spec("vgg-tiny", List.of(), optimizer, CONSTANT));
  }

  private static Stream<TrainingSpec> schedules() {
    return Stream.of(
            new ScheduleSpec.Constant(),
            new ScheduleSpec.Steps(0.5, 1),
            new ScheduleSpec.Cosine(),
            new ScheduleSpec.Cyclic(1, 2),
            new ScheduleSpec.Linear(),
            new ScheduleSpec.InverseRoot(1))
        .flatMap(curve -> Stream.of(new ScheduleSpec(curve, 0), new ScheduleSpec(curve, 2)))
        .map(schedule -> spec("lenet", List.of(), SGD, schedule));
  }

  private static Stream<TrainingSpec> augmentations() {
    return Stream.of(
            "crop(padding=1)",
            "flip",
            "rotation(degrees=10)",
            "scaling(from=0.9, to=1.1)",
            "shear(degrees=5)",
            "brightness(amount=0.2)",
            "contrast(amount=0.2)",
            "saturation(amount=0.2)",
            "random-resized-crop(size=16)",
            "scale-jitter(size=16, from=16, to=20)",
            "cutout(size=4)",
            "flip; rotation(degrees=10); brightness(amount=0.2); crop(padding=1); cutout(size=4)",
            "random-resized-crop(size=16); shear(degrees=5); saturation(amount=0.2); flip")
        .map(text -> Arrays.stream(text.split("; ")).map(Augmentation::parse).toList())
        .map(augmentation -> spec("lenet", augmentation, SGD, CONSTANT));
  }

  private static Stream<TrainingSpec> refinements() {
    return Stream.of(
            new Refinements(new Clipping.Norm(0.5), 0, Softening.NONE),
            new Refinements(new Clipping.Value(0.01), 0, new Softening(0, 0.1)),
            new Refinements(new Clipping.None(), 0.99, Softening.NONE),
            new Refinements(new Clipping.Norm(1), 0.9, new Softening(0.4, 0.1)))
        .map(refinements -> spec("vgg-tiny", List.of(), SGD, CONSTANT).with(refinements));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void resumesToTheSameBitsAsNeverCut(TrainingSpec spec) throws IOException {
    WholeRun.train(spec, DATA, CPU, folder).assertResumesToTheSameBits();
  }

  @ParameterizedTest(name = "G4: with a warm-up of {0} epochs")
  @ValueSource(ints = {0, 2})
  void remembersThePlateausBeforeTheCut(int warmup) throws IOException {
    ScheduleSpec plateau = new ScheduleSpec(new ScheduleSpec.Plateau(0.1, 0), warmup);
    TrainingSpec spec = spec("lenet", List.of(), SGD, plateau).withEpochs(4);

    WholeRun whole = WholeRun.train(spec, Mislabelled.validation(DATA), CPU, folder);

    assertThat(whole.history().getLast().learningRate())
        .as("%s", whole.history())
        .isLessThan(0.1 * SGD.learningRate() * 1.001);
    whole.assertResumesToTheSameBits();
  }

  @Test
  void resumesToTheSameBitsAfterACutInTheMidstOfAnEpoch() throws IOException {
    TrainingSpec spec = spec("vgg-tiny", List.of(Augmentation.parse("flip")), SGD, CONSTANT);
    WholeRun whole = WholeRun.train(spec, DATA, CPU, folder.resolve("whole"));
    try (TrainingRun run = TrainingRun.start(spec, DATA, CPU)) {
      run.trainEpoch(() -> true);
      run.save(folder);
      AtomicInteger batches = new AtomicInteger(2);
      assertThatThrownBy(() -> run.trainEpoch(() -> batches.getAndDecrement() > 0))
          .isInstanceOf(TrainingInterrupted.class);
    }

    Path snapshot = folder.resolve("epoch-00001.safetensors");
    try (TrainingRun run = TrainingRun.resume(spec, DATA, CPU, snapshot)) {
      while (run.epoch() < EPOCHS) {
        run.trainEpoch(() -> true);
      }
      whole.assertSameBits("cut within epoch 2", run.save(folder));
    }
  }

  /** Measured anew, the choice may fall on another way, which adds up in another order. */
  @Test
  void goesOnByTheKernelPlanItBeganBy() throws IOException {
    TrainingSpec spec = spec("vgg-tiny", List.of(), SGD, CONSTANT);
    WholeRun whole = WholeRun.train(spec, DATA, Device.measuredCpu(2), folder);
    KernelPlan plan = RunSnapshot.read(whole.after(1)).kernelPlan();

    whole.assertResumesToTheSameBits();

    Path resumed = folder.resolve("cut").resolve(whole.last().getFileName());
    assertThat(plan.ways()).isNotEmpty();
    assertThat(RunSnapshot.read(resumed).kernelPlan()).isEqualTo(plan);
  }

  private static TrainingSpec spec(
      String architecture,
      List<Augmentation> augmentation,
      OptimizerSpec optimizer,
      ScheduleSpec schedule) {
    return new TrainingSpec(
        new NetworkSpec(architecture, DATA.shape(), DATA.classes(), 0.2),
        Preprocessing.CHANNEL_MEAN_STD,
        augmentation,
        optimizer,
        schedule,
        12,
        EPOCHS,
        7);
  }
}
