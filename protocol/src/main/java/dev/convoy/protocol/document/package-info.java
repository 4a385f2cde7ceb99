/**
 * A document's text as a tree: JSON and YAML 1.2 with limits on size, depth and aliases, and the
 * call syntax {@code name(value, key=value)}. Knows nothing of experiments.
 */
@NullMarked
package dev.convoy.protocol.document;

import org.jspecify.annotations.NullMarked;
