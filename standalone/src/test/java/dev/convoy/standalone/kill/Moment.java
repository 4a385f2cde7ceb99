package dev.convoy.standalone.kill;

import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.function.Predicate;

/** A stretch in the life of an experiment, caught by what begins it and known over by a fact. */
enum Moment {
  /** A trial's leg is ordered, and nobody has begun it: the only worker has another. */
  QUEUED("while work waits in the queue") {
    @Override
    void await(Cluster cluster, ExperimentId id) throws InterruptedException {
      cluster
          .facts()
          .await(id, fact -> fact instanceof Fact.LegOrdered leg && leg.trial() == TRIAL);
    }

    @Override
    boolean endsWith(Fact fact) {
      return fact instanceof Fact.AttemptStarted attempt && attempt.trial() == TRIAL;
    }
  },
  /** A trial is between two epochs that are recorded. */
  TRAINING("while a trial trains") {
    @Override
    void await(Cluster cluster, ExperimentId id) throws InterruptedException {
      cluster.facts().await(id, isEpoch(1));
    }

    @Override
    boolean endsWith(Fact fact) {
      return isEpoch(2).test(fact);
    }
  },
  /** A snapshot is being written, which shows by its temporary file. */
  SAVING("while a snapshot is saved") {
    @Override
    void await(Cluster cluster, ExperimentId id) throws InterruptedException, IOException {
      Path folder = Files.createDirectories(cluster.snapshots().folder(id, TRIAL));
      try (WatchService files = folder.getFileSystem().newWatchService()) {
        folder.register(files, StandardWatchEventKinds.ENTRY_CREATE);
        awaitFile(files, ".epoch-00002.safetensors.");
      }
    }

    @Override
    boolean endsWith(Fact fact) {
      return isEpoch(2).test(fact);
    }
  },
  /** The ensemble is ordered and not scored. */
  ENSEMBLING("while the ensemble is scored") {
    @Override
    void await(Cluster cluster, ExperimentId id) throws InterruptedException {
      cluster.facts().await(id, Fact.EnsembleOrdered.class::isInstance);
    }

    @Override
    boolean endsWith(Fact fact) {
      return fact instanceof Fact.EnsembleScored;
    }
  };

  /** Which one is watched: one in the midst of the experiment. */
  private static final int TRIAL = 1;

  private final String words;

  Moment(String words) {
    this.words = words;
  }

  /** Returns once the moment has begun. */
  abstract void await(Cluster cluster, ExperimentId id) throws InterruptedException, IOException;

  /** Whether the moment was over when this happened. */
  abstract boolean endsWith(Fact fact);

  private static Predicate<Fact> isEpoch(int epoch) {
    return fact ->
        fact instanceof Fact.EpochRecorded recorded
            && recorded.trial() == TRIAL
            && recorded.epoch() == epoch;
  }

  private static void awaitFile(WatchService files, String prefix) throws InterruptedException {
    while (true) {
      WatchKey key = files.take();
      if (key.pollEvents().stream()
          .anyMatch(event -> String.valueOf(event.context()).startsWith(prefix))) {
        return;
      }
      key.reset();
    }
  }

  @Override
  public String toString() {
    return words;
  }
}
