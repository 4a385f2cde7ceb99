/**
 * A real, single-node Kafka broker. Tests run it in their own JVM; the one-command mesh runs it in
 * a child JVM, because a fatal fault inside a broker halts the JVM it lives in.
 */
@NullMarked
package dev.convoy.broker;

import org.jspecify.annotations.NullMarked;
