package dev.convoy.cnn.kernels.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.convoy.cnn.kernels.Clamp;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.FoldedConvolution;
import dev.convoy.cnn.kernels.NormOperation.BatchNorm;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation.Filter;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.onednn.Way.Places;
import dev.convoy.cnn.kernels.vector.Epilogue;
import dev.convoy.cnn.kernels.vector.TiledConvolution;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/**
 * Convolutions with a norm folded into them: one primitive that adds the residual and clamps as it
 * writes. Weights are folded anew before the first run after any parameter was written.
 */
final class FoldedConvolutions {

  private final OneDnn dnn;
  private final TiledWays tiled;
  private final LongSupplier writes;

  /**
   * For parameters that are set only by writes.
   *
   * @param writes how many there were
   */
  FoldedConvolutions(OneDnn dnn, TiledWays tiled, LongSupplier writes) {
    this.dnn = dnn;
    this.tiled = tiled;
    this.writes = writes;
  }

  /** Torchvision's order, in which the norm's factors run along the first axis. */
  Weights.Layout layout(FoldedConvolution operation) {
    memory.desc plain = geometry(operation).canonicalWeights();
    return new Weights.Layout(plain, plain);
  }

  private static ConvolutionGeometry geometry(FoldedConvolution operation) {
    Filter plain = operation.filter();
    Filter biased =
        new Filter(
            plain.weights(), Optional.of(operation.norm().shift()), plain.window(), plain.groups());
    return new ConvolutionGeometry(biased, operation.x().shape(), operation.y().shape());
  }

  Op prepare(FoldedConvolution operation, Placement placement) {
    ConvolutionGeometry geometry = geometry(operation);
    memory filters = dnn.scratch(geometry.canonicalWeights());
    memory bias = dnn.scratch(geometry.bias);
    Op fold = fold(operation, placement, filters, bias);
    Folded folded =
        tiled.pays(geometry)
            ? tiled(operation, geometry, placement, filters, bias)
            : direct(operation, geometry, placement, filters, bias);
    return new Fresh(writes, OneDnn.inOrder(List.of(fold, folded.refit())), folded.convolve());
  }

  /**
   * What is left to do with folded filters.
   *
   * @param refit brings them into the form in which they are used
   * @param convolve with these, over and over
   */
  private record Folded(Op refit, Op convolve) {}

  private Folded tiled(
      FoldedConvolution operation,
      ConvolutionGeometry geometry,
      Placement placement,
      memory filters,
      memory bias) {
    memory.desc layout = OneDnn.layout(memory.format_tag.hwio, geometry.extents);
    memory fitting = dnn.scratch(layout);
    long y = OneDnnKernels.address(operation.y(), placement);
    long offsets = bias.get_data_handle().address();
    int channels = geometry.output.channels();
    Clamp clamp = operation.activation();
    Epilogue epilogue =
        operation
            .residual()
            .map(residual -> OneDnnKernels.address(residual, placement))
            .map(residual -> Epilogue.residual(y, channels, offsets, residual, clamp))
            .orElseGet(() -> Epilogue.biased(y, channels, offsets, clamp));
    TiledConvolution convolution =
        tiled.keepingFilters(
            geometry,
            new Places(
                OneDnnKernels.address(operation.x(), placement),
                fitting.get_data_handle().address(),
                offsets,
                y),
            epilogue);
    return new Folded(
        OneDnn.inOrder(List.of(dnn.reordering(filters, fitting), convolution.transformation())),
        convolution.computation());
  }

  private Folded direct(
      FoldedConvolution operation,
      ConvolutionGeometry geometry,
      Placement placement,
      memory filters,
      memory bias) {
    convolution_forward.primitive_desc found = description(operation, geometry);
    memory fitting = dnn.scratch(found.weights_desc());
    Arguments arguments =
        new Arguments()
            .with(DNNL_ARG_SRC, dnn.at(geometry.source, placement.of(operation.x())))
            .with(DNNL_ARG_WEIGHTS, fitting)
            .with(DNNL_ARG_BIAS, bias)
            .with(DNNL_ARG_DST, dnn.at(geometry.destination, placement.of(operation.y())));
    operation
        .residual()
        .ifPresent(
            residual ->
                arguments.with(
                    DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | DNNL_ARG_SRC_1,
                    dnn.at(geometry.destination, placement.of(residual))));
    return new Folded(
        dnn.reordering(filters, fitting),
        dnn.execution(new convolution_forward(found), arguments.map()));
  }

  private convolution_forward.primitive_desc description(
      FoldedConvolution operation, ConvolutionGeometry geometry) {
    post_ops after = new post_ops();
    operation
        .residual()
        .ifPresent(residual -> after.append_binary(algorithm.binary_add, geometry.destination));
    switch (operation.activation()) {
      case NONE -> {}
      case RELU -> after.append_eltwise(algorithm.eltwise_relu, 0, 0);
      case RELU6 -> after.append_eltwise(algorithm.eltwise_clip, 0, Clamp.RELU6.upper());
    }
    primitive_attr attributes = new primitive_attr();
    attributes.set_post_ops(after);
    return geometry.forward(dnn.engine(), prop_kind.forward_inference, attributes);
  }

  private static Op fold(
      FoldedConvolution operation, Placement placement, memory weights, memory bias) {
    BatchNorm norm = operation.norm();
    Region stored = placement.values(operation.filter().weights());
    long elements = operation.filter().weights().elements();
    MemorySegment folded = OneDnn.floats(weights.get_data_handle().address(), elements);
    MemorySegment offsets = OneDnn.floats(bias.get_data_handle().address(), norm.channels());
    return () -> {
      float[] scale = values(placement.values(norm.scale()), norm.channels());
      float[] shift = values(placement.values(norm.shift()), norm.channels());
      float[] mean = values(placement.values(norm.runningMean()), norm.channels());
      float[] variance = values(placement.values(norm.runningVariance()), norm.channels());
      float[] filters = values(stored, elements);
      int filter = filters.length / norm.channels();
      for (int channel = 0; channel < norm.channels(); channel++) {
        double factor = scale[channel] / Math.sqrt(variance[channel] + norm.epsilon());
        offsets.setAtIndex(
            ValueLayout.JAVA_FLOAT, channel, (float) (shift[channel] - mean[channel] * factor));
        for (int i = channel * filter; i < (channel + 1) * filter; i++) {
          folded.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (filters[i] * factor));
        }
      }
    };
  }

  private static float[] values(Region region, long count) {
    MemorySegment copy = Floats.room(count);
    region.memory().read(region.offset(), copy, count);
    return Floats.array(copy);
  }

  /** Folds when parameters were written since the last time, and convolves. */
  private static final class Fresh implements Op {
    private final LongSupplier writes;
    private final Op fold;
    private final Op convolve;
    private long folded = -1;

    Fresh(LongSupplier writes, Op fold, Op convolve) {
      this.writes = writes;
      this.fold = fold;
      this.convolve = convolve;
    }

    @Override
    public void run() {
      if (folded != writes.getAsLong()) {
        fold.run();
        folded = writes.getAsLong();
      }
      convolve.run();
    }
  }
}
