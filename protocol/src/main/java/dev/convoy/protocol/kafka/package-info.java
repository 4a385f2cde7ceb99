/**
 * The topics, the settings every client shares, and the creation of topics with the barrier that
 * keeps their first records safe.
 */
@NullMarked
package dev.convoy.protocol.kafka;

import org.jspecify.annotations.NullMarked;
