package dev.convoy.cnn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchesTest {

  private static final int BATCH = 32;
  // Held, because asking for it allocates.
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Splits SPLITS =
      Datasets.open(
          DatasetSpec.named("generated")
              .withSize(
                  new DatasetSpec.Size(
                      Optional.of(new ImageShape(3, 20, 16)), Optional.of(500), Optional.of(100))));
  private static final Pipeline PIPELINE =
      new Pipeline(
          List.of(new Crop(2), new Flip(), new Cutout(6)),
          SPLITS.statistics(Preprocessing.CHANNEL_MEAN_STD));

  @Test
  void trainingBatchesAreAFunctionOfSeedAndEpoch() {
    List<Seen> first = readAll(training(7, 3));

    assertThat(readAll(training(7, 3))).isEqualTo(first);
    assertThat(readAll(training(7, 4))).isNotEqualTo(first);
    assertThat(readAll(training(8, 3))).isNotEqualTo(first);
  }

  @Test
  void trainingDropsTheBatchThatIsNotFull() {
    List<Seen> batches = readAll(training(7, 0));

    assertThat(batches).hasSize(SPLITS.training().size() / BATCH);
    assertThat(batches).allMatch(batch -> batch.labels().size() == BATCH);
  }

  @Test
  void evaluationVisitsEveryImageInOrder() {
    List<Seen> batches = readAll(Batches.evaluation(SPLITS.test(), PIPELINE, BATCH));

    List<Integer> labels = batches.stream().flatMap(batch -> batch.labels().stream()).toList();
    assertThat(labels).hasSize(100);
    for (int i = 0; i < labels.size(); i++) {
      assertThat(labels.get(i)).isEqualTo(SPLITS.test().label(i));
    }
  }

  @Test
  void loadsImagesWithoutAllocating() {
    Pipeline pipeline =
        new Pipeline(
            List.of(new Crop(2), new Flip(), new Rotation(10), new Contrast(0.2), new Cutout(6)),
            SPLITS.statistics(Preprocessing.MEAN_IMAGE));
    ImageLoader loader = ImageLoader.augmenting(SPLITS.training(), pipeline);
    Batch batch = Batch.allocate(1, pipeline.outputShape(), Arena.ofAuto());
    // The JVM itself allocates now and then while it links and compiles: one quiet pass is proof.
    long fewest = Long.MAX_VALUE;
    for (int pass = 0; pass < 10 && fewest > 0; pass++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      loadAll(loader, batch);
      fewest = Math.min(fewest, THREADS.getCurrentThreadAllocatedBytes() - before);
    }

    assertThat(fewest).as("bytes for 450 images").isZero();
  }

  private static void loadAll(ImageLoader loader, Batch batch) {
    for (int i = 0; i < SPLITS.training().size(); i++) {
      loader.load(i, i, batch, 0);
    }
  }

  @Test
  void refusesToTrainOnFewerImagesThanABatch() {
    assertThatThrownBy(() -> Batches.training(SPLITS.training(), PIPELINE, 1000, 1, 0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("450 images")
        .hasMessageContaining("batchSize");
  }

  private static BatchStream training(long seed, int epoch) {
    return Batches.training(SPLITS.training(), PIPELINE, BATCH, seed, epoch);
  }

  private record Seen(List<Integer> labels, int pixelHash) {}

  private static List<Seen> readAll(BatchStream stream) {
    List<Seen> seen = new ArrayList<>();
    try (Arena arena = Arena.ofConfined();
        stream) {
      Batch batch = Batch.allocate(BATCH, PIPELINE.outputShape(), arena);
      while (stream.next(batch)) {
        seen.add(see(batch));
      }
    }
    return seen;
  }

  private static Seen see(Batch batch) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      labels.add(batch.labels()[i]);
    }
    long bytes = (long) batch.size() * batch.shape().values() * Float.BYTES;
    MemorySegment images = batch.images().asSlice(0, bytes);
    return new Seen(labels, Arrays.hashCode(images.toArray(ValueLayout.JAVA_INT)));
  }
}
