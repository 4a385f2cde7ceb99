package dev.convoy.protocol.message;

import dev.convoy.protocol.spec.Hyperparameters;

/**
 * A member of a population that goes on as another one's copy.
 *
 * @param source the trial that it copies
 * @param from the snapshot to go on from, of the source
 * @param hyperparameters from now on: the source's, explored
 */
public record Heir(int trial, int source, SnapshotRef from, Hyperparameters hyperparameters) {}
