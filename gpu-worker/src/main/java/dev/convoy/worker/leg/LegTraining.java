package dev.convoy.worker.leg;

import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.KernelPlan;
import dev.convoy.cnn.snapshot.Snapshot;
import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.cnn.train.Continuation;
import dev.convoy.cnn.train.EpochResult;
import dev.convoy.cnn.train.PlanFile;
import dev.convoy.cnn.train.TrainingRun;
import dev.convoy.cnn.train.TrainingSpec;
import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.SnapshotRef;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.ScheduleSpec;
import dev.convoy.worker.store.SnapshotStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The training of one attempt. It goes on from the latest snapshot that the trial has, from
 * whichever attempt, and repeats the reports up to there, for they may have been lost with the
 * worker that owed them. What was seen of an epoch is sent, then the epoch is saved, then reported,
 * and only then are older snapshots deleted.
 */
final class LegTraining {
  private static final Logger LOG = LoggerFactory.getLogger(LegTraining.class);

  private final Workshop workshop;
  private final Work.TrainLeg work;
  private final LegReports reports;
  private final LegListener listener;

  LegTraining(Workshop workshop, Work.TrainLeg work, LegReports reports, LegListener listener) {
    this.workshop = workshop;
    this.work = work;
    this.reports = reports;
    this.listener = listener;
  }

  /**
   * Trains to the leg's end.
   *
   * @throws dev.convoy.cnn.train.TrainingInterrupted once {@code mayTrain} says no
   * @throws RuntimeException if it can't; see {@link Failures}
   */
  void train(BooleanSupplier mayTrain) {
    store().discardUnfinished(work.experimentId(), work.trial());
    Splits data = workshop.datasets().open(work.spec().dataset());
    try (TrainingRun run = begin(workshop.training(work.spec(), work.seed(), data), data)) {
      repeatReports(run);
      Lookout lookout = new Lookout(work.leg(), reports);
      while (run.epoch() < work.leg().toEpoch()) {
        EpochMetrics metrics = metrics(lookout.train(run, mayTrain));
        listener.epoch(metrics);
        Snapshot saved = Snapshot.of(run.save(folder()));
        reports.epoch(run.epoch(), metrics, Optional.of(store().ref(saved)));
        deleteWhatIsNotWorthKeeping(run);
      }
    }
  }

  /** By the ways that the experiment's first run of such a network was computed by. */
  private TrainingRun begin(TrainingSpec spec, Splits data) {
    Device device = workshop.device();
    PlanFile plans = new PlanFile(store().experiment(work.experimentId()), device, spec);
    Optional<KernelPlan> kept = plans.find();
    if (kept.isPresent()) {
      return begin(spec, data, device.keepingTo(kept.get()));
    }
    TrainingRun run = begin(spec, data, device);
    KernelPlan first = plans.keep(run.plan());
    if (first.equals(run.plan())) {
      return run;
    }
    run.close(); // another worker began such a run meanwhile, and chose otherwise
    return begin(spec, data, device.keepingTo(first));
  }

  private TrainingRun begin(TrainingSpec spec, Splits data, Device device) {
    int later = work.from().map(SnapshotRef::epoch).orElse(0) + 1;
    return store()
        .latestFirst(work.experimentId(), work.trial(), later, work.leg().toEpoch())
        .flatMap(snapshot -> resume(spec, data, device, snapshot).stream())
        .findFirst()
        .or(() -> work.from().map(ref -> takeOver(spec, data, device, store().resolve(ref).file())))
        .orElseGet(() -> TrainingRun.start(spec, data, device, store().root()));
  }

  /** Empty if the snapshot belongs to another run, as after an experiment of the same name. */
  private Optional<TrainingRun> resume(
      TrainingSpec spec, Splits data, Device device, Snapshot snapshot) {
    try {
      return Optional.of(TrainingRun.resume(spec, data, device, snapshot.file()));
    } catch (SnapshotException e) {
      LOG.warn("Not going on from {}", snapshot.file(), e);
      return Optional.empty();
    }
  }

  /** From a snapshot that the scheduler names, which may be another trial's. */
  private static TrainingRun takeOver(
      TrainingSpec spec, Splits data, Device device, Path snapshot) {
    return TrainingRun.resume(spec, data, device, snapshot, Continuation.CHANGED);
  }

  private void repeatReports(TrainingRun run) {
    List<EpochMetrics> history = history(run);
    for (int epoch = work.leg().fromEpoch() + 1; epoch <= history.size(); epoch++) {
      Optional<Snapshot> kept = store().find(work.experimentId(), work.trial(), epoch);
      reports.epoch(epoch, history.get(epoch - 1), kept.map(store()::ref));
    }
  }

  /**
   * What a copy's source was better at is no improvement of the copy's, nor its to delete. The ends
   * of cycles are kept however good they are, for they may vote together.
   */
  private void deleteWhatIsNotWorthKeeping(TrainingRun run) {
    int kept = work.kept().orElse(0);
    Set<Integer> worthKeeping = Improvements.epochs(history(run), kept, work.objective());
    IntStream.rangeClosed(1, kept).forEach(worthKeeping::add);
    ScheduleSpec schedule = work.spec().training().schedule();
    IntStream.rangeClosed(1, run.epoch()).filter(schedule::endsCycle).forEach(worthKeeping::add);
    store().prune(work.experimentId(), work.trial(), run.epoch(), worthKeeping);
  }

  private SnapshotStore store() {
    return workshop.snapshots();
  }

  private Path folder() {
    return store().folder(work.experimentId(), work.trial());
  }

  private static List<EpochMetrics> history(TrainingRun run) {
    return run.history().stream().map(LegTraining::metrics).toList();
  }

  private static EpochMetrics metrics(EpochResult result) {
    return new EpochMetrics(
        result.trainingLoss(),
        result.trainingAccuracy(),
        result.validationLoss(),
        result.validationAccuracy(),
        result.learningRate(),
        result.seconds(),
        result.imagesPerSecond());
  }
}
