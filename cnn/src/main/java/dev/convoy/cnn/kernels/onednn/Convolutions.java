package dev.convoy.cnn.kernels.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation.ConvolutionBackward;
import dev.convoy.cnn.kernels.Operation.ConvolutionForward;
import dev.convoy.cnn.kernels.Operation.Filter;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;

/** Convolutions as oneDNN primitives. */
final class Convolutions {

  private final OneDnn dnn;
  private final Weights weights;

  Convolutions(OneDnn dnn, Weights weights) {
    this.dnn = dnn;
    this.weights = weights;
  }

  /** The layout that the forward primitive likes best. */
  Weights.Layout layout(ConvolutionForward operation) {
    Geometry geometry = new Geometry(operation.filter(), operation.x(), operation.y());
    memory.desc stored = geometry.forward(geometry.anyWeights()).weights_desc();
    return new Weights.Layout(geometry.canonicalWeights(), stored);
  }

  Op forward(ConvolutionForward operation, Placement placement) {
    Filter filter = operation.filter();
    Geometry geometry = new Geometry(filter, operation.x(), operation.y());
    memory.desc stored = weights.stored(filter.weights());
    Arguments arguments =
        new Arguments()
            .with(DNNL_ARG_SRC, dnn.at(geometry.source, placement.of(operation.x())))
            .with(DNNL_ARG_WEIGHTS, dnn.at(stored, placement.values(filter.weights())))
            .with(DNNL_ARG_DST, dnn.at(geometry.destination, placement.of(operation.y())));
    filter
        .bias()
        .ifPresent(
            bias -> arguments.with(DNNL_ARG_BIAS, dnn.at(stored(bias), placement.values(bias))));
    return dnn.execution(new convolution_forward(geometry.forward(stored)), arguments.map());
  }

  /** The gradients of weights and bias, and of the input if wanted. */
  List<Op> backward(ConvolutionBackward operation, Placement placement) {
    Geometry geometry = new Geometry(operation.filter(), operation.x(), operation.dy());
    List<Op> ops = new ArrayList<>(weightGradient(operation, geometry, placement));
    operation.dx().ifPresent(dx -> ops.addAll(inputGradient(operation, dx, geometry, placement)));
    return ops;
  }

  private List<Op> weightGradient(
      ConvolutionBackward operation, Geometry geometry, Placement placement) {
    Filter filter = operation.filter();
    convolution_backward_weights.primitive_desc description =
        geometry.backwardWeights(weights.stored(filter.weights()));
    memory gradient =
        dnn.at(weights.stored(filter.weights()), placement.gradient(filter.weights()));
    memory.desc made = description.diff_weights_desc();
    boolean direct = made.equals(weights.stored(filter.weights()));
    memory target = direct ? gradient : dnn.scratch(made);
    Arguments arguments =
        new Arguments()
            .with(DNNL_ARG_SRC, dnn.at(geometry.source, placement.of(operation.x())))
            .with(DNNL_ARG_DIFF_DST, dnn.at(geometry.destination, placement.of(operation.dy())))
            .with(DNNL_ARG_DIFF_WEIGHTS, target);
    filter
        .bias()
        .ifPresent(
            bias ->
                arguments.with(DNNL_ARG_DIFF_BIAS, dnn.at(stored(bias), placement.gradient(bias))));
    Op execution = dnn.execution(new convolution_backward_weights(description), arguments.map());
    return direct ? List.of(execution) : List.of(execution, dnn.reordering(target, gradient));
  }

  private List<Op> inputGradient(
      ConvolutionBackward operation, Tensor dx, Geometry geometry, Placement placement) {
    Parameter parameter = operation.filter().weights();
    convolution_backward_data.primitive_desc description =
        geometry.backwardData(weights.stored(parameter));
    memory values = dnn.at(weights.stored(parameter), placement.values(parameter));
    memory.desc wanted = description.weights_desc();
    boolean direct = wanted.equals(weights.stored(parameter));
    memory source = direct ? values : dnn.scratch(wanted);
    Arguments arguments =
        new Arguments()
            .with(DNNL_ARG_DIFF_SRC, dnn.at(geometry.source, placement.of(dx)))
            .with(DNNL_ARG_DIFF_DST, dnn.at(geometry.destination, placement.of(operation.dy())))
            .with(DNNL_ARG_WEIGHTS, source);
    Op execution = dnn.execution(new convolution_backward_data(description), arguments.map());
    return direct ? List.of(execution) : List.of(dnn.reordering(values, source), execution);
  }

  private memory.desc stored(Parameter parameter) {
    return weights.stored(parameter);
  }

  /** One convolution's extents as oneDNN wants them. */
  private final class Geometry {

    final memory.desc source;
    final memory.desc destination;
    private final memory.desc bias;
    private final long[] extents;
    private final long[] strides;
    private final long[] padding;
    private final boolean grouped;

    Geometry(Filter filter, Tensor x, Tensor y) {
      source = OneDnn.activation(x.shape());
      destination = OneDnn.activation(y.shape());
      bias =
          filter
              .bias()
              .map(b -> OneDnn.layout(memory.format_tag.a, b.elements()))
              .orElseGet(memory.desc::new);
      strides = new long[] {filter.window().stride(), filter.window().stride()};
      padding = new long[] {filter.window().padding(), filter.window().padding()};
      grouped = filter.groups() > 1;
      extents = grouped ? grouped(filter) : filter.weights().extents();
    }

    private static long[] grouped(Filter filter) {
      long[] e = filter.weights().extents();
      return new long[] {filter.groups(), e[0] / filter.groups(), e[1], e[2], e[3]};
    }

    memory.desc anyWeights() {
      return OneDnn.layout(memory.format_tag.any, extents);
    }

    memory.desc canonicalWeights() {
      return OneDnn.layout(grouped ? memory.format_tag.goihw : memory.format_tag.oihw, extents);
    }

    convolution_forward.primitive_desc forward(memory.desc weightLayout) {
      return new convolution_forward.primitive_desc(
          dnn.engine(),
          prop_kind.forward_training,
          algorithm.convolution_direct,
          source,
          weightLayout,
          bias,
          destination,
          strides,
          padding,
          padding);
    }

    convolution_backward_weights.primitive_desc backwardWeights(memory.desc stored) {
      return new convolution_backward_weights.primitive_desc(
          dnn.engine(),
          algorithm.convolution_direct,
          source,
          anyWeights(),
          bias,
          destination,
          strides,
          padding,
          padding,
          forward(stored));
    }

    convolution_backward_data.primitive_desc backwardData(memory.desc stored) {
      return new convolution_backward_data.primitive_desc(
          dnn.engine(),
          algorithm.convolution_direct,
          source,
          anyWeights(),
          destination,
          strides,
          padding,
          padding,
          forward(stored));
    }
  }
}
