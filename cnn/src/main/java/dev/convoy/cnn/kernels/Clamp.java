package dev.convoy.cnn.kernels;

/** Nonlinearities that clamp: {@code min(max(x, lower), upper)}; they fuse into a norm. */
public enum Clamp implements Activation {
  /** The identity. */
  NONE(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY),
  /** {@code max(x, 0)}. */
  RELU(0, Float.POSITIVE_INFINITY),
  /** {@code min(max(x, 0), 6)}, of MobileNet. */
  RELU6(0, 6);

  private final float lower;
  private final float upper;

  Clamp(float lower, float upper) {
    this.lower = lower;
    this.upper = upper;
  }

  /** Smallest value it gives; the gradient is zero there. */
  public float lower() {
    return lower;
  }

  /** Largest value it gives; the gradient is zero there. */
  public float upper() {
    return upper;
  }
}
