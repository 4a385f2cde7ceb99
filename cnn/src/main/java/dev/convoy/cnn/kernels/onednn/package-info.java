/**
 * The CPU's fast path in float32: oneDNN's primitives through JavaCPP for convolutions, pools and
 * matrices, created once per shape and bound to the arena, and vector loops for the rest.
 */
@NullMarked
package dev.convoy.cnn.kernels.onednn;

import org.jspecify.annotations.NullMarked;
