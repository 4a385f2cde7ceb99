package dev.convoy.cnn.observe;

import dev.convoy.cnn.kernels.Parameter;

/**
 * How a step moved a parameter.
 *
 * @param parameter which
 * @param gradientNorm the Euclidean length of the loss's gradient, before clipping and penalties
 * @param updateNorm the update's
 * @param valueNorm the parameter's before the step
 */
public record Movement(
    Parameter parameter, double gradientNorm, double updateNorm, double valueNorm) {

  /** Update to value, about 1e-3 in healthy training; infinite if the parameter was zero. */
  public double ratio() {
    return updateNorm == 0 ? 0 : updateNorm / valueNorm;
  }
}
