/**
 * Training runs: a function of (spec, data, kernels), from any epoch's snapshot as from the start.
 */
@NullMarked
package dev.convoy.cnn.train;

import org.jspecify.annotations.NullMarked;
