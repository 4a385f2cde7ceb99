package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A run never cut, the snapshots of all its epochs, and runs that go on from one of them. */
record WholeRun(
    TrainingSpec spec, Splits data, Device device, Path folder, List<EpochResult> history) {

  /** Trains for all of the spec's epochs. */
  static WholeRun train(TrainingSpec spec, Splits data, Device device, Path folder) {
    try (TrainingRun run = TrainingRun.start(spec, data, device)) {
      while (run.epoch() < spec.epochs()) {
        run.trainEpoch(() -> true);
        run.save(folder);
      }
      return new WholeRun(spec, data, device, folder, run.history());
    }
  }

  /** The snapshot of its end. */
  Path last() {
    return after(spec.epochs());
  }

  /** The snapshot after an epoch. */
  Path after(int epoch) {
    return folder.resolve("epoch-%05d.safetensors".formatted(epoch));
  }

  /** Cuts it after every epoch but the last. */
  void assertResumesToTheSameBits() throws IOException {
    for (int cut = 1; cut < spec.epochs(); cut++) {
      assertSameBits("cut after epoch " + cut, resume(cut));
    }
  }

  /** Goes on to the end; gives the last snapshot. */
  private Path resume(int cut) {
    try (TrainingRun run = TrainingRun.resume(spec, data, device, after(cut))) {
      while (run.epoch() < spec.epochs()) {
        run.trainEpoch(() -> true);
      }
      assertThat(run.history())
          .extracting(EpochResult::epoch)
          .containsExactlyElementsOf(IntStream.rangeClosed(1, spec.epochs()).boxed().toList());
      return run.save(folder.resolve("cut"));
    }
  }

  /** Weights, statistics and all that the optimizer keeps. */
  void assertSameBits(String what, Path other) throws IOException {
    assertThat(Files.mismatch(other, last())).as("%s: first byte that differs", what).isEqualTo(-1);
  }
}
