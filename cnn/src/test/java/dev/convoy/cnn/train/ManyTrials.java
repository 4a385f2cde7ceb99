package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.cnn.ResidentMemory;
import dev.convoy.cnn.data.Preprocessing;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.DeviceMemoryException;
import dev.convoy.cnn.kernels.ShapeException;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Hundreds of trials in one process, good ones and failing ones. */
final class ManyTrials {

  private static final Splits DATA = Stripes.splits();
  private static final Device CPU = Device.cpu(2);

  private final Path folder;

  private ManyTrials(Path folder) {
    this.folder = folder;
  }

  /** Prints how many bytes the process has grown by over the trials that count. */
  public static void main(String[] arguments) throws IOException {
    ManyTrials many = new ManyTrials(Path.of(arguments[0]));
    many.trials(100);
    long before = residentBytes();
    many.trials(200);
    System.out.println(residentBytes() - before);
  }

  private void trials(int count) {
    for (int i = 0; i < count; i++) {
      switch (i % 5) {
        case 0 -> runAway();
        case 1 -> runOutOfMemory();
        case 2 -> beOfAWrongShape();
        default -> trainSaveAndPredict();
      }
    }
  }

  private void trainSaveAndPredict() {
    Path snapshot;
    try (TrainingRun run = TrainingRun.start(spec(0.05, 20), DATA, CPU)) {
      run.trainEpoch(() -> true);
      snapshot = run.save(folder);
    }
    try (Predictor predictor = Predictor.load(snapshot, CPU)) {
      assertThat(predictor.probabilities(DATA.test())).hasNumberOfRows(DATA.test().size());
    }
  }

  private static void runAway() {
    try (TrainingRun run = TrainingRun.start(spec(1e12, 20), DATA, CPU)) {
      assertThatThrownBy(() -> run.trainEpoch(() -> true))
          .isInstanceOfSatisfying(
              NonFiniteLossException.class,
              thrown -> assertThat(thrown.layer()).matches("(features|classifier).*"));
    }
  }

  private static void runOutOfMemory() {
    assertThatThrownBy(() -> TrainingRun.start(spec(0.05, 100_000_000), DATA, CPU))
        .isInstanceOf(DeviceMemoryException.class)
        .hasMessageContaining("is for features.");
  }

  private static void beOfAWrongShape() {
    TrainingSpec spec = spec("alexnet", 0.05, 20);
    assertThatThrownBy(() -> TrainingRun.start(spec, DATA, CPU))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("features.5");
  }

  private static long residentBytes() throws IOException {
    System.gc();
    return ResidentMemory.bytes();
  }

  private static TrainingSpec spec(double rate, int batchSize) {
    return spec("vgg-tiny", rate, batchSize);
  }

  private static TrainingSpec spec(String architecture, double rate, int batchSize) {
    return new TrainingSpec(
        new NetworkSpec(architecture, DATA.shape(), DATA.classes(), 0.2),
        Preprocessing.CHANNEL_MEAN_STD,
        List.of(),
        new OptimizerSpec.Sgd(rate, 0.9, false, Penalty.NONE),
        ScheduleSpec.of(new ScheduleSpec.Constant()),
        batchSize,
        1,
        7);
  }
}
