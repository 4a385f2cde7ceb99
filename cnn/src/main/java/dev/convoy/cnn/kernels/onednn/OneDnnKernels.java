package dev.convoy.cnn.kernels.onednn;

import dev.convoy.cnn.kernels.ActivationOperation;
import dev.convoy.cnn.kernels.AdaptiveAverage;
import dev.convoy.cnn.kernels.ChannelGather;
import dev.convoy.cnn.kernels.FoldedConvolution;
import dev.convoy.cnn.kernels.HostMemory;
import dev.convoy.cnn.kernels.KernelPlan;
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
import dev.convoy.cnn.kernels.vector.AdaptiveAverageLoops;
import dev.convoy.cnn.kernels.vector.ChannelGatherOp;
import dev.convoy.cnn.kernels.vector.Elementwise;
import dev.convoy.cnn.kernels.vector.OpenMpTeam;
import dev.convoy.cnn.kernels.vector.SoftmaxLossOp;
import dev.convoy.cnn.kernels.vector.Updates;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.memory;

/** float32 on the CPU: oneDNN's primitives and vector loops on one team of threads. */
public final class OneDnnKernels implements Kernels {

  private final Arena arena = Arena.ofShared();
  private final OpenMpTeam team;
  private final Chooser chooser;
  private final OneDnn dnn;
  private final Weights weights = new Weights();
  private final Convolutions convolutions;
  private final FoldedConvolutions folded;
  private final Matrices matrices;
  private final Pools pools;
  private final Norms norms;
  private final Activations activations;
  private final LocalResponses responses;
  private long writes;

  private OneDnnKernels(int threads, Chooser chooser) {
    LibraryLoading.ensure();
    this.chooser = chooser;
    team = OpenMpTeam.open(threads);
    team.enter();
    dnn = new OneDnn();
    TiledWays tiled = new TiledWays(dnn, team);
    convolutions = new Convolutions(dnn, team, tiled, weights, chooser);
    folded = new FoldedConvolutions(dnn, tiled, () -> writes);
    matrices = new Matrices(dnn, weights);
    pools = new Pools(dnn);
    norms = new Norms(team);
    activations = new Activations(team);
    responses = new LocalResponses(dnn);
  }

  /** On so many cores, computing each operation in the way that is known to be good. */
  public OneDnnKernels(int threads) {
    this(threads, new Chooser(KernelPlan.empty(), new Preference()));
  }

  /**
   * On so many cores, computing each operation in the way that is known to be good: the same
   * choices every time.
   *
   * @param plan what it says comes first
   */
  public static OneDnnKernels preferring(int threads, KernelPlan plan) {
    return new OneDnnKernels(threads, new Chooser(plan, new Preference()));
  }

  /**
   * On so many cores, computing each operation in the way that was fastest when it was tried out.
   *
   * @param plan where it says anything, nothing is tried
   */
  public static OneDnnKernels measuring(int threads, KernelPlan plan) {
    return new OneDnnKernels(threads, new Chooser(plan, new Stopwatch()));
  }

  /** Whether oneDNN can be loaded on this machine. */
  public static boolean available() {
    try {
      LibraryLoading.ensure();
      return true;
    } catch (LinkageError e) {
      return false;
    }
  }

  @Override
  public void enter() {
    team.enter();
  }

  @Override
  public Memory allocate(long elements) {
    return HostMemory.allocate(arena, elements);
  }

  @Override
  public long store(Parameter parameter, Operation firstUse) {
    return weights.store(parameter, dnn.owned(() -> layout(parameter, firstUse)));
  }

  private Weights.Layout layout(Parameter parameter, Operation firstUse) {
    if (parameter.role() == Parameter.Role.WEIGHT) {
      if (firstUse instanceof Operation.ConvolutionForward convolution) {
        return convolutions.layout(convolution);
      }
      if (firstUse instanceof FoldedConvolution convolution) {
        return folded.layout(convolution);
      }
      if (firstUse instanceof Operation.LinearForward linear) {
        return matrices.layout(linear);
      }
    }
    return Weights.vector(parameter);
  }

  @Override
  public Op prepare(Operation operation, Placement placement, Step step) {
    return dnn.owned(
        () ->
            switch (operation) {
              case Operation.ConvolutionForward op -> convolutions.forward(op, placement);
              case Operation.ConvolutionBackward op -> convolutions.backward(op, placement);
              case FoldedConvolution op -> folded.prepare(op, placement);
              case NormOperation op -> norms.prepare(op, placement);
              case ActivationOperation op -> activations.prepare(op, placement);
              case Operation.PoolForward op -> pools.forward(op, placement);
              case Operation.PoolBackward op -> pools.backward(op, placement);
              case Operation.LinearForward op -> matrices.forward(op, placement);
              case Operation.LinearBackward op -> OneDnn.inOrder(matrices.backward(op, placement));
              case Operation.Add op -> add(op, placement);
              case Operation.Dropout op -> dropout(op, placement, step);
              case ChannelGather op -> gather(op, placement);
              case AdaptiveAverage.Forward op -> adaptiveAverage(op, placement);
              case AdaptiveAverage.Backward op -> adaptiveAverageGradient(op, placement);
              case LocalResponse.Forward op -> responses.forward(op, placement);
              case LocalResponse.Backward op -> responses.backward(op, placement);
              case Operation.SoftmaxLoss op -> softmaxLoss(op, placement, step);
            });
  }

  @Override
  public Op prepare(Update update, Step step) {
    return new Updates(team, step, OneDnn::address).of(update);
  }

  private Op add(Operation.Add op, Placement at) {
    return Elementwise.add(
        team, address(op.a(), at), address(op.b(), at), address(op.y(), at), elements(op.y()));
  }

  private Op dropout(Operation.Dropout op, Placement at, Step step) {
    return Elementwise.dropout(
        team, op, step, address(op.x(), at), address(op.y(), at), elements(op.y()));
  }

  private Op gather(ChannelGather op, Placement at) {
    List<ChannelGatherOp.Part> parts =
        op.parts().stream()
            .map(part -> new ChannelGatherOp.Part(address(part, at), part.shape().channels()))
            .toList();
    return new ChannelGatherOp(team, op.y().shape().pixels(), parts, op.map(), address(op.y(), at));
  }

  private Op adaptiveAverage(AdaptiveAverage.Forward op, Placement at) {
    return AdaptiveAverageLoops.forward(
        team, op.x().shape(), op.y().shape(), address(op.x(), at), address(op.y(), at));
  }

  private Op adaptiveAverageGradient(AdaptiveAverage.Backward op, Placement at) {
    return AdaptiveAverageLoops.backward(
        team, op.dx().shape(), op.dy().shape(), address(op.dy(), at), address(op.dx(), at));
  }

  private Op softmaxLoss(Operation.SoftmaxLoss op, Placement at, Step step) {
    SoftmaxLossOp.Addresses addresses =
        new SoftmaxLossOp.Addresses(
            address(op.logits(), at), address(op.probabilities(), at), address(op.dLogits(), at));
    return new SoftmaxLossOp(team, op, addresses, step);
  }

  static long address(Tensor tensor, Placement placement) {
    return OneDnn.address(placement.of(tensor));
  }

  static long address(Optional<Tensor> tensor, Placement placement) {
    return tensor.map(present -> address(present, placement)).orElse(0L);
  }

  private static long elements(Tensor tensor) {
    return tensor.shape().elements();
  }

  @Override
  public void write(Parameter parameter, Region to, MemorySegment values) {
    Weights.Layout layout = weights.of(parameter);
    writes++;
    copy(layout.canonical(), values, layout.stored(), MemorySegment.ofAddress(OneDnn.address(to)));
  }

  @Override
  public void read(Parameter parameter, Region from, MemorySegment values) {
    Weights.Layout layout = weights.of(parameter);
    copy(
        layout.stored(), MemorySegment.ofAddress(OneDnn.address(from)), layout.canonical(), values);
  }

  /** Holds both segments until it is done, for oneDNN's addresses keep nothing alive. */
  private static void copy(
      memory.desc from, MemorySegment source, memory.desc to, MemorySegment target) {
    try (OneDnn once = new OneDnn()) {
      once.owned(
              () -> once.reordering(once.at(from, source.address()), once.at(to, target.address())))
          .run();
    } finally {
      Reference.reachabilityFence(source);
      Reference.reachabilityFence(target);
    }
  }

  @Override
  public KernelPlan plan() {
    return chooser.plan();
  }

  @Override
  public void close() {
    dnn.close();
    team.close();
    arena.close();
  }
}
