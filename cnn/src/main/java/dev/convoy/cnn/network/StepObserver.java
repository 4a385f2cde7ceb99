package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Region;

/**
 * Sees a training step from within, on the thread that takes it. It may read, and change nothing.
 */
public interface StepObserver {

  /**
   * A nonlinearity has been computed.
   *
   * @param values what it gave, N x H x W x C; later operations may overwrite it
   */
  void activated(ActivationLayer layer, Region values);

  /** All gradients are there, not clipped yet, and no parameter has been updated. */
  void differentiated();
}
