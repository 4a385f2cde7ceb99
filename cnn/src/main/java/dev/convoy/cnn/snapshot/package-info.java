/**
 * Saved training: weights and optimizer state in the safetensors format, with a small JSON beside
 * them that says what they are and vouches for them by SHA-256. Files appear whole or not at all.
 */
@NullMarked
package dev.convoy.cnn.snapshot;

import org.jspecify.annotations.NullMarked;
