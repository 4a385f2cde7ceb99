package dev.convoy.cnn.kernels.nd4j;

import static dev.convoy.cnn.kernels.nd4j.Nd4jMemory.view;

import dev.convoy.cnn.kernels.ActivationOperation;
import dev.convoy.cnn.kernels.AdaptiveAverage;
import dev.convoy.cnn.kernels.ChannelGather;
import dev.convoy.cnn.kernels.DeviceMemoryException;
import dev.convoy.cnn.kernels.DropoutMask;
import dev.convoy.cnn.kernels.FoldedConvolution;
import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.LocalResponse;
import dev.convoy.cnn.kernels.Memory;
import dev.convoy.cnn.kernels.NormOperation;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.Step;
import dev.convoy.cnn.kernels.Tensor;
import dev.convoy.cnn.kernels.Update;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Operations in ND4J's terms. */
public final class Nd4jKernels implements Kernels {

  private final DataType type;
  private final int device;
  private final List<Nd4jMemory> taken = new ArrayList<>();

  private Nd4jKernels(DataType type, int device) {
    this.type = type;
    this.device = device;
    enter();
  }

  /** In float32, on the first device of ND4J's backend. */
  public static Nd4jKernels single() {
    return on(0);
  }

  /** In float32, on a device of ND4J's backend, for the thread that calls this. */
  public static Nd4jKernels on(int device) {
    return new Nd4jKernels(DataType.FLOAT, device);
  }

  /** In double precision, for gradient checks. */
  public static Nd4jKernels doubles() {
    return new Nd4jKernels(DataType.DOUBLE, 0);
  }

  /** ND4J computes where the calling thread belongs. */
  @Override
  public void enter() {
    Nd4j.getAffinityManager().unsafeSetDevice(device);
  }

  @Override
  public Memory allocate(long elements) {
    try {
      Nd4jMemory memory = new Nd4jMemory(Nd4j.zeros(type, elements));
      taken.add(memory);
      return memory;
    } catch (OutOfMemoryError e) {
      throw new DeviceMemoryException(elements * type.width(), e);
    }
  }

  @Override
  public long store(Parameter parameter, Operation firstUse) {
    return parameter.elements();
  }

  @Override
  public Op prepare(Operation operation, Placement at, Step step) {
    return switch (operation) {
      case Operation.ConvolutionForward op -> Nd4jConvolutions.forward(op, at);
      case Operation.ConvolutionBackward op -> Nd4jConvolutions.backward(op, at);
      case FoldedConvolution op -> unfolded(op, at);
      case NormOperation op -> Nd4jNorms.prepare(op, at);
      case ActivationOperation op -> Nd4jActivations.prepare(op, at);
      case Operation.PoolForward op -> Nd4jPools.forward(op, at);
      case Operation.PoolBackward op -> Nd4jPools.backward(op, at);
      case Operation.LinearForward op -> Nd4jMatrices.forward(op, at);
      case Operation.LinearBackward op -> Nd4jMatrices.backward(op, at);
      case Operation.Add op -> add(op, at);
      case Operation.Dropout op -> dropout(op, at, step);
      case ChannelGather op -> Nd4jChannels.gather(op, at);
      case AdaptiveAverage.Forward op -> Nd4jAdaptivePools.forward(op, at);
      case AdaptiveAverage.Backward op -> Nd4jAdaptivePools.backward(op, at);
      case LocalResponse.Forward op -> Nd4jChannels.response(op, at);
      case LocalResponse.Backward op -> Nd4jChannels.responseGradient(op, at);
      case Operation.SoftmaxLoss op -> new Nd4jSoftmaxLoss(op, at, step);
    };
  }

  @Override
  public Op prepare(Update update, Step step) {
    return Nd4jUpdates.of(update, step);
  }

  /** As it is defined: a convolution, and then the norm in place. */
  private static Op unfolded(FoldedConvolution op, Placement at) {
    Tensor y = op.y();
    Op convolution =
        Nd4jConvolutions.forward(new Operation.ConvolutionForward(op.filter(), op.x(), y), at);
    Op norm =
        Nd4jNorms.prepare(
            new NormOperation.Inference(op.norm(), y, op.residual(), op.activation(), y), at);
    return () -> {
      convolution.run();
      norm.run();
    };
  }

  private static Op add(Operation.Add op, Placement at) {
    INDArray a = array(op.a(), at);
    INDArray b = array(op.b(), at);
    INDArray y = array(op.y(), at);
    return () -> y.assign(a.add(b));
  }

  private static Op dropout(Operation.Dropout op, Placement at, Step step) {
    INDArray x = array(op.x(), at);
    INDArray y = array(op.y(), at);
    double[] factors = new double[Math.toIntExact(x.length())];
    return () -> {
      long stream = DropoutMask.stream(op.layer(), step);
      for (int i = 0; i < factors.length; i++) {
        factors[i] =
            DropoutMask.keeps(stream, i / op.together(), op.rate()) ? 1 / (1 - op.rate()) : 0;
      }
      INDArray factor = Nd4j.createFromArray(factors).castTo(x.dataType());
      y.assign(x.mul(factor.reshape(x.shape())));
    };
  }

  /** An activation, N x H x W x C. */
  static INDArray array(Tensor tensor, Placement at) {
    return view(at.of(tensor), tensor.shape());
  }

  /** A parameter's values in torchvision's extents. */
  static INDArray valuesOf(Parameter parameter, Placement at) {
    return view(at.values(parameter), parameter.elements()).reshape(parameter.extents());
  }

  /** A parameter's gradient in torchvision's extents. */
  static INDArray gradientOf(Parameter parameter, Placement at) {
    return view(at.gradient(parameter), parameter.elements()).reshape(parameter.extents());
  }

  @Override
  public void write(Parameter parameter, Region to, MemorySegment values) {
    to.memory().write(to.offset(), values, parameter.elements());
  }

  @Override
  public void read(Parameter parameter, Region from, MemorySegment values) {
    from.memory().read(from.offset(), values, parameter.elements());
  }

  @Override
  public void close() {
    taken.forEach(memory -> memory.vector().close());
    taken.clear();
  }
}
