/**
 * All of Convoy in one process with an embedded, real Kafka broker, and the {@code convoy} command.
 */
@NullMarked
package dev.convoy.standalone;

import org.jspecify.annotations.NullMarked;
