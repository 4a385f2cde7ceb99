package dev.convoy.worker.leg;

import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.train.TrainingSpec;
import dev.convoy.protocol.spec.TrialSpec;
import dev.convoy.worker.mapping.TrialMapping;
import dev.convoy.worker.mesh.Orders;
import dev.convoy.worker.mesh.Reporter;
import dev.convoy.worker.store.SnapshotStore;
import java.time.InstantSource;

/**
 * What a worker does its work with.
 *
 * @param worker its name in reports
 */
public record Workshop(
    String worker,
    Device device,
    DatasetShelf datasets,
    SnapshotStore snapshots,
    Reporter reporter,
    Orders orders,
    InstantSource clock) {

  /**
   * How to train a trial on its data.
   *
   * @throws UnusableSpecException if it asks for what the engine doesn't have
   */
  public TrainingSpec training(TrialSpec spec, long seed, Splits data) {
    try {
      return TrialMapping.training(spec, seed, data.shape(), data.classes());
    } catch (IllegalArgumentException e) {
      throw new UnusableSpecException(e);
    }
  }
}
