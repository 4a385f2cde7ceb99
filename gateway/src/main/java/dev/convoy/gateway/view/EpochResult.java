package dev.convoy.gateway.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.convoy.protocol.message.EpochMetrics;
import java.time.Instant;

/**
 * One point of a trial's learning curves.
 *
 * @param epoch counts from 1
 */
public record EpochResult(int epoch, Instant at, @JsonUnwrapped EpochMetrics metrics) {}
