package dev.convoy.cnn.observe;

/**
 * How a step moved a parameter.
 *
 * @param parameter torchvision's name
 * @param gradientNorm the gradient's Euclidean length
 * @param updateNorm the update's
 * @param valueNorm the parameter's before the step
 */
public record Movement(String parameter, double gradientNorm, double updateNorm, double valueNorm) {

  /** Update to value, about 1e-3 in healthy training; infinite if the parameter was zero. */
  public double ratio() {
    return updateNorm == 0 ? 0 : updateNorm / valueNorm;
  }
}
