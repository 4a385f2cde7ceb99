package dev.convoy.protocol.spec;

import java.time.Duration;
import java.util.Optional;

/**
 * What an experiment may cost.
 *
 * @param maxRestarts how often one trial may be started again after a failure worth retrying
 * @param failedShare the share of trials, 0 to 1, whose failure ends the experiment
 * @param time wall time after which the experiment ends with what it has; empty: no limit
 */
public record Limits(int maxRestarts, double failedShare, Optional<Duration> time) {}
