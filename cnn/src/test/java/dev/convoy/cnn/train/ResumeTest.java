package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.cnn.data.Augmentation;
import dev.convoy.cnn.data.Preprocessing;
import dev.convoy.cnn.data.Softening;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.KernelPlan;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run cut after any epoch and resumed gives the same bits as one never cut: for every optimizer
 * (G1 to G3), schedule (G4), clipping (G5), moving average (G6), penalty (F1 to F3), dropout (F4),
 * augmentation (F5, F6), mixup (F7).
 */
class ResumeTest {

  private static final Splits DATA = Stripes.splits();
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
            new OptimizerSpec.Sgd(0.02, 0, false, new Penalty(1e-4, 1e-4, L2.exempt())),
            OptimizerSpec.Adam.of(0.003, Penalty.everywhere(1e-4)),
            new OptimizerSpec.AdamW(0.003, 0.9, 0.999, 1e-8, Penalty.everywhere(0.01)),
            new OptimizerSpec.RmsProp(0.001, 0.99, 1e-8, 0.9, L2))
        .map(optimizer -> spec("vgg-tiny", List.of(), optimizer, CONSTANT));
  }

  private static Stream<TrainingSpec> schedules() {
    return Stream.of(
            new ScheduleSpec(new ScheduleSpec.Cosine(), 1),
            ScheduleSpec.of(new ScheduleSpec.Cyclic(1, 2)),
            new ScheduleSpec(new ScheduleSpec.Linear(), 1),
            new ScheduleSpec(new ScheduleSpec.InverseRoot(1), 1),
            ScheduleSpec.of(new ScheduleSpec.Plateau(0.1, 0)),
            ScheduleSpec.of(new ScheduleSpec.Steps(0.5, 1)))
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
            "cutout(size=4)")
        .map(text -> spec("lenet", List.of(Augmentation.parse(text)), SGD, CONSTANT));
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
    Path whole = folder.resolve("whole");
    try (TrainingRun run = TrainingRun.start(spec, DATA, CPU)) {
      while (run.epoch() < EPOCHS) {
        run.trainEpoch(() -> true);
        run.save(whole);
      }
    }

    for (int cut = 1; cut < EPOCHS; cut++) {
      Path snapshot = whole.resolve("epoch-%05d.safetensors".formatted(cut));
      try (TrainingRun run = TrainingRun.resume(spec, DATA, CPU, snapshot)) {
        while (run.epoch() < EPOCHS) {
          run.trainEpoch(() -> true);
        }
        run.save(folder.resolve("cut"));
        assertThat(run.history()).extracting(EpochResult::epoch).containsExactly(1, 2, 3);
      }
      assertThat(Files.readAllBytes(last(folder.resolve("cut"))))
          .as("cut after epoch %d", cut)
          .isEqualTo(Files.readAllBytes(last(whole)));
    }
  }

  /** Measured anew, the choice may fall on another way, which adds up in another order. */
  @Test
  void goesOnByTheKernelPlanItBeganBy() throws IOException {
    TrainingSpec spec = spec("vgg-tiny", List.of(), SGD, CONSTANT);
    Path whole = folder.resolve("whole");
    try (TrainingRun run = TrainingRun.start(spec, DATA, Device.measuredCpu(2))) {
      while (run.epoch() < EPOCHS) {
        run.trainEpoch(() -> true);
        run.save(whole);
      }
    }

    Path snapshot = whole.resolve("epoch-00001.safetensors");
    KernelPlan plan = RunSnapshot.read(snapshot).kernelPlan();
    try (TrainingRun run = TrainingRun.resume(spec, DATA, Device.measuredCpu(2), snapshot)) {
      while (run.epoch() < EPOCHS) {
        run.trainEpoch(() -> true);
      }
      run.save(folder.resolve("cut"));
    }

    assertThat(plan.ways()).isNotEmpty();
    assertThat(RunSnapshot.read(last(folder.resolve("cut"))).kernelPlan()).isEqualTo(plan);
    assertThat(Files.readAllBytes(last(folder.resolve("cut"))))
        .isEqualTo(Files.readAllBytes(last(whole)));
  }

  private static Path last(Path folder) {
    return folder.resolve("epoch-%05d.safetensors".formatted(EPOCHS));
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
        20,
        EPOCHS,
        7);
  }
}
