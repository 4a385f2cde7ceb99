package dev.convoy.cnn.train;

import dev.convoy.cnn.observe.Observation;

/** What an epoch came to, and what was seen in its last step. */
public record ObservedEpoch(EpochResult result, Observation observation) {}
