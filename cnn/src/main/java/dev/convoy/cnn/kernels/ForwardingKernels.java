package dev.convoy.cnn.kernels;

import java.lang.foreign.MemorySegment;

/** Another implementation's kernels, closed with it; what isn't overridden is passed on. */
public abstract class ForwardingKernels implements Kernels {

  private final Kernels kernels;

  /** Passes on to these. */
  protected ForwardingKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  @Override
  public void enter() {
    kernels.enter();
  }

  @Override
  public Memory allocate(long elements) {
    return kernels.allocate(elements);
  }

  @Override
  public long store(Parameter parameter, Operation firstUse) {
    return kernels.store(parameter, firstUse);
  }

  @Override
  public Op prepare(Operation operation, Placement placement, Step step) {
    return kernels.prepare(operation, placement, step);
  }

  @Override
  public Op prepare(Update update, Step step) {
    return kernels.prepare(update, step);
  }

  @Override
  public void write(Parameter parameter, Region to, MemorySegment values) {
    kernels.write(parameter, to, values);
  }

  @Override
  public void read(Parameter parameter, Region from, MemorySegment values) {
    kernels.read(parameter, from, values);
  }

  @Override
  public KernelPlan plan() {
    return kernels.plan();
  }

  @Override
  public void close() {
    kernels.close();
  }
}
