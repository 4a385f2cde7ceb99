package dev.convoy.scheduler.loop;

import dev.convoy.protocol.codec.MalformedMessageException;
import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Work;
import dev.convoy.scheduler.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Does all work at once with made-up results; remembers what it was asked to do. */
final class FakeWorker implements AutoCloseable {
  private static final int WITHOUT_LIMIT = 1_000_000;

  private final TestMesh mesh;
  private final List<Work> asked = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private final Semaphore room;
  private volatile boolean running = true;

  private FakeWorker(TestMesh mesh, int room) {
    this.mesh = mesh;
    this.room = new Semaphore(room);
    this.thread = Thread.ofPlatform().name("fake-worker").unstarted(this::work);
  }

  static FakeWorker start(TestMesh mesh) {
    return startWithRoomFor(WITHOUT_LIMIT, mesh);
  }

  /** Starts one that waits to be allowed more after so many pieces of work. */
  static FakeWorker startWithRoomFor(int pieces, TestMesh mesh) {
    FakeWorker worker = new FakeWorker(mesh, pieces);
    worker.thread.start();
    return worker;
  }

  void allow(int more) {
    room.release(more);
  }

  List<Work> asked() {
    return asked;
  }

  private void work() {
    MessageCodec<Work> codec = MessageCodec.of(Work.class);
    try (Consumer<String, byte[]> consumer = mesh.reader(Topic.WORK)) {
      while (running) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
          Work work = codec.decode(record.value());
          room.acquireUninterruptibly();
          if (running) {
            asked.add(work);
            work(work);
          }
        }
      }
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  private void work(Work work) {
    switch (work) {
      case Work.TrainLeg leg -> train(leg);
      case Work.RunCheck check ->
          mesh.report(
              new Report.CheckMade(
                  check.experimentId(),
                  check.check(),
                  check.restart(),
                  Samples.passed(OptionalDouble.empty()),
                  Instant.now()));
      case Work.BuildEnsemble ensemble ->
          mesh.report(
              new Report.EnsembleBuilt(
                  ensemble.experimentId(),
                  ensemble.restart(),
                  new EnsembleScore(List.of(), 0.9),
                  Instant.now()));
    }
  }

  private void train(Work.TrainLeg leg) {
    Attempt attempt = new Attempt(leg.leg().number(), leg.leg().restart(), 1);
    mesh.report(
        new Report.LegStarted(
            leg.experimentId(), leg.trial(), attempt, "fake", "cpu", Instant.now()));
    for (int epoch = leg.leg().fromEpoch() + 1; epoch <= leg.leg().toEpoch(); epoch++) {
      mesh.report(
          new Report.EpochCompleted(
              leg.experimentId(),
              leg.trial(),
              attempt,
              epoch,
              Samples.metrics(1 - 1.0 / (epoch + 1 + leg.trial())),
              Optional.of(Samples.snapshot(leg.trial(), epoch)),
              Instant.now()));
    }
    mesh.report(new Report.LegCompleted(leg.experimentId(), leg.trial(), attempt, Instant.now()));
  }

  @Override
  public void close() {
    running = false;
    room.release(WITHOUT_LIMIT);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
