/** Trained networks that vote: their probabilities averaged. */
@NullMarked
package dev.convoy.cnn.ensemble;

import org.jspecify.annotations.NullMarked;
