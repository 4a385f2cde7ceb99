package dev.convoy.gateway.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.ObservedStep;
import java.time.Instant;

/**
 * What was seen of a trial's network, and when.
 *
 * @param epoch whose last step it was; 0: the trial's first step, by the initial weights
 */
public record Seen(int epoch, Attempt attempt, Instant at, @JsonUnwrapped ObservedStep step) {}
