package dev.convoy.scheduler.search;

import dev.convoy.protocol.message.NarrowedRange;
import dev.convoy.protocol.spec.ParameterValue;

/**
 * The best trial of a search lies at an end of what was searched.
 *
 * @param trial the best
 * @param value what it has there
 * @param searched the range that was searched; {@code best} says at which end the value lies
 */
public record EdgeOfSearch(int trial, ParameterValue value, NarrowedRange searched) {}
