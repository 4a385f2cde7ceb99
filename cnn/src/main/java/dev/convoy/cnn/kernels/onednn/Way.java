package dev.convoy.cnn.kernels.onednn;

import dev.convoy.cnn.kernels.Op;
import org.bytedeco.dnnl.memory;

/**
 * One way to compute an operation of a convolution.
 *
 * @param name tells it from the others, in a kernel plan
 * @param weights the layout it wants the weights in, or makes their gradient in
 * @param binder makes it ready
 */
record Way(String name, memory.desc weights, Binder binder) {

  /** Makes a way ready for the places it works on. */
  @FunctionalInterface
  interface Binder {
    Op bind(Places places);
  }

  /**
   * Addresses of what a convolution works on, be they values or gradients.
   *
   * @param source the input
   * @param weights in the way's layout
   * @param bias 0 if there is none
   * @param destination the output
   */
  record Places(long source, long weights, long bias, long destination) {

    Places withWeights(long elsewhere) {
      return new Places(source, elsewhere, bias, destination);
    }
  }

  Op bind(Places places) {
    return binder.bind(places);
  }
}
