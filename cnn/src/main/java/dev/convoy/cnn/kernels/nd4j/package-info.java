/**
 * The portable implementation: every operation in ND4J's own terms, in float32 or double, on
 * whatever backend ND4J finds. It is the reference that the fast path is compared with, the double
 * precision for gradient checks, and the way to a GPU. It favours plainness over speed.
 */
@NullMarked
package dev.convoy.cnn.kernels.nd4j;

import org.jspecify.annotations.NullMarked;
