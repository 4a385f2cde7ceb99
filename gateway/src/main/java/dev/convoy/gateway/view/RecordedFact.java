package dev.convoy.gateway.view;

import dev.convoy.protocol.message.Fact;

/**
 * A fact and where it stands.
 *
 * @param offset in its partition; grows from fact to fact of an experiment
 */
public record RecordedFact(long offset, Fact fact) {}
