package dev.convoy.worker.leg;

import dev.convoy.cnn.data.DataHome;
import dev.convoy.cnn.data.DatasetSpec;
import dev.convoy.cnn.data.Datasets;
import dev.convoy.cnn.data.Splits;
import dev.convoy.worker.mapping.TrialMapping;
import org.jspecify.annotations.Nullable;

/**
 * Opens datasets and keeps the last one open, since the trials of an experiment share theirs.
 * Belongs to the computing thread.
 */
public final class DatasetShelf {
  private final DataHome home;
  private @Nullable Open last;

  private record Open(DatasetSpec spec, Splits splits) {}

  public DatasetShelf(DataHome home) {
    this.home = home;
  }

  /**
   * The dataset, cut.
   *
   * @throws dev.convoy.cnn.data.DataException if it is missing or damaged
   * @throws UnusableSpecException if it is asked for in a way that the engine doesn't have
   */
  public Splits open(dev.convoy.protocol.spec.DatasetSpec wanted) {
    try {
      DatasetSpec spec = TrialMapping.dataset(wanted);
      Open kept = last;
      if (kept == null || !kept.spec.equals(spec)) {
        kept = new Open(spec, Datasets.open(spec, home));
        last = kept;
      }
      return kept.splits;
    } catch (IllegalArgumentException e) {
      throw new UnusableSpecException(e);
    }
  }
}
