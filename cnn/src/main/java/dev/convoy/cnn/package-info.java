/**
 * The CNN engine as a library: usable from a plain {@code main}, it knows no Kafka, no Vert.x and
 * no HTTP.
 */
@NullMarked
package dev.convoy.cnn;

import org.jspecify.annotations.NullMarked;
