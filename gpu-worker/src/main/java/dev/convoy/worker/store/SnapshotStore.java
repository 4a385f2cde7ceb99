package dev.convoy.worker.store;

import dev.convoy.cnn.files.AtomicFile;
import dev.convoy.cnn.snapshot.Snapshot;
import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.SnapshotRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where snapshots are: {@code experiments/<id>/trial-<n>/epoch-<e>.safetensors} with its {@code
 * .json} beneath a root that every worker can reach. A snapshot counts if its JSON is there and its
 * SHA-256 fits. What it answers on the validation split may be kept beside it, in {@code
 * epoch-<e>.validation.safetensors}, and goes with it.
 */
public record SnapshotStore(Path root) {

  /** The folder of one experiment, which need not exist yet. */
  public Path experiment(ExperimentId experiment) {
    return root.resolve("experiments").resolve(experiment.value());
  }

  /** The folder of one trial, which need not exist yet. */
  public Path folder(ExperimentId experiment, int trial) {
    return experiment(experiment).resolve("trial-" + trial);
  }

  /** What a report says about a snapshot of this store. */
  public SnapshotRef ref(Snapshot snapshot) {
    String location = root.relativize(snapshot.file()).toString().replace('\\', '/');
    return new SnapshotRef(location, snapshot.sha256(), snapshot.epoch());
  }

  /**
   * The snapshot that a message speaks of.
   *
   * @throws SnapshotException if it is outside the store, missing, damaged or another one
   */
  public Snapshot resolve(SnapshotRef ref) {
    Path file = file(ref);
    Snapshot snapshot = Snapshot.of(file);
    if (!snapshot.sha256().equals(ref.sha256())) {
      throw new SnapshotException(
          file, "has SHA-256 %s where %s is asked for".formatted(snapshot.sha256(), ref.sha256()));
    }
    return snapshot;
  }

  /**
   * Where a snapshot's answers on the validation split are kept, whether or not there are any.
   *
   * @throws SnapshotException if the snapshot is outside the store
   */
  public Path validation(SnapshotRef ref) {
    Path file = file(ref);
    return file.resolveSibling(validation(file.getFileName().toString()));
  }

  private Path file(SnapshotRef ref) {
    Path file = root.resolve(ref.location()).normalize();
    if (!file.startsWith(root)) {
      throw new SnapshotException(file, "is outside the snapshot store " + root);
    }
    return file;
  }

  /** A trial's snapshot of an epoch, if it is there and complete. */
  public Optional<Snapshot> find(ExperimentId experiment, int trial, int epoch) {
    return complete(folder(experiment, trial).resolve(tensors(epoch)));
  }

  /** A trial's complete snapshots of epochs in a range, the latest first. */
  public Stream<Snapshot> latestFirst(ExperimentId experiment, int trial, int from, int to) {
    Path folder = folder(experiment, trial);
    return epochs(folder).stream()
        .filter(epoch -> epoch >= from && epoch <= to)
        .sorted(Comparator.reverseOrder())
        .flatMap(epoch -> complete(folder.resolve(tensors(epoch))).stream());
  }

  private static Optional<Snapshot> complete(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Snapshot.of(file));
    } catch (SnapshotException e) {
      return Optional.empty();
    }
  }

  /**
   * Deletes what workers that were killed while they saved left of a trial. An older attempt that
   * still saves fails, and is not listened to any more.
   */
  public void discardUnfinished(ExperimentId experiment, int trial) {
    discardUnfinished(folder(experiment, trial));
  }

  private static void discardUnfinished(Path folder) {
    try {
      AtomicFile.discardUnfinished(folder);
    } catch (IOException e) {
      throw new SnapshotException(folder, "unfinished files can't be deleted: " + e, e);
    }
  }

  /**
   * Deletes a trial's snapshots before its last one but for those worth keeping.
   *
   * @param last epoch of the snapshot that was just saved; later ones are another attempt's
   */
  public void prune(ExperimentId experiment, int trial, int last, Set<Integer> worthKeeping) {
    Path folder = folder(experiment, trial);
    for (int epoch : epochs(folder)) {
      if (epoch < last && !worthKeeping.contains(epoch)) {
        delete(folder.resolve("epoch-%05d.json".formatted(epoch)));
        delete(folder.resolve(tensors(epoch)));
        delete(folder.resolve(validation(tensors(epoch))));
      }
    }
  }

  private static List<Integer> epochs(Path folder) {
    List<Integer> epochs = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.matches("epoch-\\d{5,9}\\.safetensors"))
            .forEach(name -> epochs.add(Integer.parseInt(name.replaceAll("\\D", ""))));
      } catch (IOException e) {
        throw new SnapshotException(folder, "can't be listed: " + e.getMessage(), e);
      }
    }
    return epochs;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new SnapshotException(file, "can't be deleted: " + e.getMessage(), e);
    }
  }

  private static String tensors(int epoch) {
    return "epoch-%05d.safetensors".formatted(epoch);
  }

  private static String validation(String tensors) {
    return tensors.replaceFirst("(\\.safetensors)?$", ".validation.safetensors");
  }
}
