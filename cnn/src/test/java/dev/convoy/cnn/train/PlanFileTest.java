package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.data.Preprocessing;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.KernelPlan;
import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFileTest {
  private static final KernelPlan FIRST = new KernelPlan(Map.of("convolution", "winograd"));
  private static final KernelPlan SECOND = new KernelPlan(Map.of("convolution", "direct"));

  @TempDir private Path folder;

  @Test
  void keepsTheFirstChoice() {
    assertThat(plans("resnet20", 32, 0.1).find()).isEmpty();

    assertThat(plans("resnet20", 32, 0.1).keep(FIRST)).isEqualTo(FIRST);
    assertThat(plans("resnet20", 32, 0.1).keep(SECOND)).isEqualTo(FIRST);

    assertThat(plans("resnet20", 32, 0.1).find()).contains(FIRST);
    assertThat(folder.resolve("one")).isDirectoryContaining("glob:**/plan-*.json");
  }

  @Test
  void isSharedByTrialsOfOneNetworkAlone() {
    plans("resnet20", 32, 0.1).keep(FIRST);

    assertThat(plans("resnet20", 32, 0.2).find()).contains(FIRST); // another learning rate
    assertThat(plans("resnet20", 64, 0.1).find()).isEmpty();
    assertThat(plans("resnet32", 32, 0.1).find()).isEmpty();
  }

  @Test
  void agreesWithEachOfSeveralWorkersAtOnce() throws Exception {
    CountDownLatch begin = new CountDownLatch(1);
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<KernelPlan>> kept =
          IntStream.range(0, 16)
              .mapToObj(worker -> new KernelPlan(Map.of("convolution", "way" + worker)))
              .map(
                  own ->
                      workers.submit(
                          () -> {
                            begin.await();
                            return plans("resnet20", 32, 0.1).keep(own);
                          }))
              .toList();
      begin.countDown();

      KernelPlan winner = kept.getFirst().get();
      for (Future<KernelPlan> each : kept) {
        assertThat(each.get()).isEqualTo(winner);
      }
    }
  }

  @Test
  void namesAFileThatIsNoPlan() throws IOException {
    PlanFile plans = plans("resnet20", 32, 0.1);
    plans.keep(FIRST);
    Files.writeString(plans.file(), "{");

    assertThatThrownBy(plans::find)
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining(plans.file().getFileName().toString());
  }

  private PlanFile plans(String model, int batchSize, double rate) {
    NetworkSpec network = new NetworkSpec(model, new ImageShape(3, 32, 32), 10, 0);
    TrainingSpec spec =
        new TrainingSpec(
            network,
            Preprocessing.NONE,
            List.of(),
            new OptimizerSpec.Sgd(rate, 0.9, false, Penalty.NONE),
            ScheduleSpec.of(new ScheduleSpec.Constant()),
            batchSize,
            1,
            1);
    return new PlanFile(folder.resolve("one"), Device.cpu(2), spec);
  }
}
