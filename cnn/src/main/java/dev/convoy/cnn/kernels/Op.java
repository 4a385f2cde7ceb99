package dev.convoy.cnn.kernels;

/** An operation made ready: it knows its addresses and allocates nothing when it runs. */
@FunctionalInterface
public interface Op {

  /** Does it, on the thread that prepared the network. */
  void run();
}
