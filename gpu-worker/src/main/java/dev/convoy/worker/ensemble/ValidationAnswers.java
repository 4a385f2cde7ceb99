package dev.convoy.worker.ensemble;

import dev.convoy.cnn.data.ImageSource;
import dev.convoy.cnn.ensemble.Probabilities;
import dev.convoy.cnn.ensemble.ProbabilityFile;
import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.protocol.message.SnapshotRef;
import dev.convoy.protocol.spec.DatasetSpec;
import dev.convoy.worker.store.SnapshotStore;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What snapshots answer on the validation split, each computed once and kept beside its snapshot
 * until that is deleted: a repeated attempt at an ensemble goes on where the one before was cut.
 * They are known by the snapshot's SHA-256, the views, and the split: the dataset's spec and a hash
 * of the split's labels.
 */
final class ValidationAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ValidationAnswers.class);

  private final SnapshotStore store;
  private final Map<String, String> split;

  ValidationAnswers(
      SnapshotStore store, DatasetSpec dataset, ImageSource validation, List<String> views) {
    this.store = store;
    split =
        Map.of(
            "dataset", dataset.toString(),
            "images", String.valueOf(validation.size()),
            "labels", labels(validation),
            "views", String.join(" ", views));
  }

  private static String labels(ImageSource images) {
    ByteBuffer labels = ByteBuffer.allocate(Integer.BYTES * images.size());
    for (int image = 0; image < images.size(); image++) {
      labels.putInt(images.label(image));
    }
    return UUID.nameUUIDFromBytes(labels.array()).toString();
  }

  /**
   * A snapshot's answers: those that are kept, or else computed and then kept.
   *
   * @throws SnapshotException if the snapshot is outside the store
   * @throws RuntimeException if they can't be computed
   */
  Probabilities of(SnapshotRef snapshot, Supplier<Probabilities> computation) {
    ProbabilityFile file = file(snapshot);
    return file.find().orElseGet(() -> kept(file, computation.get()));
  }

  private ProbabilityFile file(SnapshotRef snapshot) {
    Map<String, String> origin = new HashMap<>(split);
    origin.put("snapshot", snapshot.sha256());
    return new ProbabilityFile(store.validation(snapshot), origin);
  }

  /** Without them the next attempt takes longer, and that is all. */
  private static Probabilities kept(ProbabilityFile file, Probabilities answers) {
    try {
      file.keep(answers);
    } catch (SnapshotException e) {
      LOG.warn("Going on without {}", file.path(), e);
    }
    return answers;
  }
}
