package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.Clamp;
import dev.convoy.cnn.kernels.vector.NormLoops.Gradients;

/**
 * Addresses of what a norm's backward pass reads and writes.
 *
 * @param secondDy 0 if there is none
 * @param dz where the masked sum goes, may be dx; 0 if it isn't stored
 */
public record NormGradient(
    long x,
    long y,
    long dy,
    long secondDy,
    long dz,
    long dx,
    long scaleGradient,
    long shiftGradient) {

  Gradients besideX(Clamp activation) {
    return new Gradients(
        y - x, dy - x, secondDy - x, dz - x, activation.lower(), activation.upper());
  }
}
