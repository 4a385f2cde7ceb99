package dev.convoy.worker.leg;

import dev.convoy.cnn.device.Device;
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
    InstantSource clock) {}
