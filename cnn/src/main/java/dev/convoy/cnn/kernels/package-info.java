/**
 * What a compiled network asks of a device. {@link dev.convoy.cnn.kernels.Operation} is the whole
 * vocabulary, {@link dev.convoy.cnn.kernels.Kernels} turns one operation into something that runs.
 * Implementations live in the packages beneath: oneDNN with vector loops, and ND4J.
 */
@NullMarked
package dev.convoy.cnn.kernels;

import org.jspecify.annotations.NullMarked;
