package dev.convoy.cnn;

import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.ForwardingKernels;
import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.Memory;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.Step;
import dev.convoy.cnn.kernels.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A device on which everything succeeds so many times; then it fails as it is told to. */
public final class Rationed {

  private final Device device;
  private final Runnable failure;
  private final List<String> open = new ArrayList<>();
  private int left;

  /**
   * Over another device.
   *
   * @param calls of kernels that succeed
   * @param failure throws what all others fail with
   */
  public Rationed(Device device, int calls, Runnable failure) {
    this.device = device;
    this.failure = failure;
    left = calls;
  }

  /** To be handed to whatever computes. */
  public Device device() {
    return new Device("rationed", plan -> new Counted(device.planned().apply(plan)));
  }

  /** Kernels that were made and never closed. */
  public int open() {
    return open.size();
  }

  /** Whether anything has failed. */
  public boolean isSpent() {
    return left < 0;
  }

  private final class Counted extends ForwardingKernels {

    Counted(Kernels kernels) {
      super(kernels);
      open.add("kernels");
    }

    private <T> T counted(Supplier<T> call) {
      if (--left < 0) {
        failure.run();
      }
      return call.get();
    }

    @Override
    public Memory allocate(long elements) {
      return counted(() -> super.allocate(elements));
    }

    @Override
    public long store(Parameter parameter, Operation firstUse) {
      return counted(() -> super.store(parameter, firstUse));
    }

    @Override
    public Op prepare(Operation operation, Placement placement, Step step) {
      return counted(() -> super.prepare(operation, placement, step));
    }

    @Override
    public Op prepare(Update update, Step step) {
      return counted(() -> super.prepare(update, step));
    }

    @Override
    public void close() {
      open.removeLast();
      super.close();
    }
  }
}
