package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.convoy.cnn.Rationed;
import dev.convoy.cnn.check.InitialLoss;
import dev.convoy.cnn.data.Preprocessing;
import dev.convoy.cnn.data.Softening;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.DeviceMemoryException;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory may end at any moment: the error names what takes the most, and nothing is left open. */
class NoMemoryTest {

  private static final Splits DATA = Stripes.splits();
  private static final Device CPU = Device.cpu(2);

  @TempDir private Path folder;
  private Path snapshot = Path.of("");

  @BeforeEach
  void train() {
    try (TrainingRun run = TrainingRun.start(spec(), DATA, CPU)) {
      run.trainEpoch(() -> true);
      snapshot = run.save(folder);
    }
  }

  @Test
  void aRunThatCantBeginLeavesNothingOpen() {
    closesWhateverFails(device -> TrainingRun.start(spec(), DATA, device).close());
  }

  @Test
  void aRunThatCantGoOnLeavesNothingOpen() {
    closesWhateverFails(device -> TrainingRun.resume(spec(), DATA, device, snapshot).close());
  }

  @Test
  void anObservedEpochLeavesNothingOpen() {
    closesWhateverFails(
        device -> {
          try (TrainingRun run = TrainingRun.resume(spec(), DATA, device, snapshot)) {
            run.observeEpoch(() -> true, seen -> {});
          }
        });
  }

  @Test
  void aPredictorThatCantBeLoadedLeavesNothingOpen() {
    closesWhateverFails(device -> Predictor.load(snapshot, device).close());
  }

  @Test
  void aCheckThatCantBeMadeLeavesNothingOpen() {
    closesWhateverFails(device -> InitialLoss.check(spec(), DATA, device));
  }

  private static void closesWhateverFails(Consumer<Device> work) {
    for (Runnable failure : FAILURES) {
      int calls = 0;
      while (closes(work, calls, failure)) {
        calls += 7; // some more before it fails, until nothing fails
      }
    }
  }

  /** Of the device, which networks name, and of the heap or a library. */
  private static final List<Runnable> FAILURES =
      List.of(
          () -> {
            throw new DeviceMemoryException(1L << 40, new OutOfMemoryError("device"));
          },
          () -> {
            throw new OutOfMemoryError("Java heap space");
          });

  /** False once so many calls are enough. */
  private static boolean closes(Consumer<Device> work, int calls, Runnable failure) {
    Rationed rationed = new Rationed(CPU, calls, failure);
    Throwable thrown = catchThrowable(() -> work.accept(rationed.device()));
    assertThat(rationed.open()).as("left open after %d calls", calls).isZero();
    assertThat(thrown != null).isEqualTo(rationed.isSpent());
    return rationed.isSpent();
  }

  @Test
  void namesTheLargestParameterWhateverTheMemoryWasFor() {
    int named = 0;
    for (int calls = 0; ; calls++) {
      Rationed rationed = new Rationed(CPU, calls, FAILURES.getFirst());
      Throwable thrown =
          catchThrowable(() -> TrainingRun.start(spec(), DATA, rationed.device()).close());
      if (thrown == null) {
        break;
      }
      named += thrown.toString().contains("the most, 40,320 bytes, is for fc2.weight") ? 1 : 0;
    }
    assertThat(named).as("values, their average, gradients and momentum").isEqualTo(4);
  }

  private static TrainingSpec spec() {
    return new TrainingSpec(
            new NetworkSpec("lenet", DATA.shape(), DATA.classes(), 0.2),
            Preprocessing.CHANNEL_MEAN_STD,
            List.of(),
            new OptimizerSpec.Sgd(0.05, 0.9, false, Penalty.NONE),
            ScheduleSpec.of(new ScheduleSpec.Constant()),
            20,
            2,
            7)
        .with(new Refinements(new Clipping.None(), 0.9, Softening.NONE));
  }
}
