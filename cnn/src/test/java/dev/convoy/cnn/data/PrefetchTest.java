package dev.convoy.cnn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class PrefetchTest {

  private static final ImageShape SHAPE = new ImageShape(1, 2, 2);
  private static final int BATCH = 4;
  private static final int BATCHES = 50;

  private final Batch batch = Batch.allocate(BATCH, SHAPE, Arena.ofAuto());

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void deliversTheSameBatchesInOrderHoweverManyThreadsFillThem(int threads) {
    try (BatchStream stream = start(index -> index, threads)) {
      for (int i = 0; i < BATCHES; i++) {
        assertThat(stream.next(batch)).isTrue();
        assertThat(firstValue()).as("batch %d", i).isCloseTo(i * BATCH / 255f, within(1e-6f));
      }
      assertThat(stream.next(batch)).isFalse();
      assertThat(stream.next(batch)).as("asked again").isFalse();
    }
  }

  @Test
  void neverRunsFurtherAheadThanItsRing() throws InterruptedException {
    CountDownLatch ringIsFull = new CountDownLatch(3 * BATCH);
    AtomicInteger reads = new AtomicInteger();
    try (BatchStream stream =
        start(
            index -> {
              reads.incrementAndGet();
              ringIsFull.countDown();
              return index;
            },
            2)) {
      assertThat(ringIsFull.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(stream.next(batch)).isTrue();
      assertThat(reads.get()).isLessThanOrEqualTo(4 * BATCH);
    }
  }

  @Test
  void reportsWhatAThreadRanInto() {
    try (BatchStream stream = start(index -> index == 21 ? -1 : index, 2)) {
      assertThatThrownBy(
              () -> {
                while (stream.next(batch)) {
                  assertThat(firstValue()).isLessThan(20.5f / 255);
                }
              })
          .isInstanceOf(DataException.class)
          .hasMessageContaining("image 21");
    }
  }

  @Test
  void endsItsThreadsWhenClosedHalfWay() {
    BatchStream stream = start(index -> index, 3);
    stream.next(batch);

    stream.close();
    stream.close();

    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("convoy-prefetch-"));
    assertThatThrownBy(() -> stream.next(batch)).isInstanceOf(IllegalStateException.class);
  }

  private static BatchStream start(IntUnaryOperator tone, int threads) {
    ImageSource source = new SolidImages(BATCH * BATCHES, SHAPE, 2, tone);
    Pipeline pipeline =
        new Pipeline(
            List.of(),
            PreprocessingStatistics.of(
                Preprocessing.NONE,
                SHAPE,
                () -> {
                  throw new AssertionError("no statistics needed");
                }));
    BatchPlan plan =
        new BatchPlan(
            () -> ImageLoader.viewing(source, pipeline, View.PLAIN),
            EpochOrder.sequential(source.size()),
            0,
            BATCH,
            BATCHES);
    return Prefetch.start(plan, SHAPE, threads);
  }

  private float firstValue() {
    return batch.images().get(ValueLayout.JAVA_FLOAT, 0);
  }
}
