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
import dev.convoy.cnn.kernels.Operation.LinearBackward;
import dev.convoy.cnn.kernels.Operation.LinearForward;
import dev.convoy.cnn.kernels.Operation.Matrix;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;

/**
 * Fully connected layers as oneDNN inner products. An image that isn't flat yet stays NHWC in
 * memory: the weights are described as C x H x W kernels, which is torchvision's order.
 */
final class Matrices {

  private final OneDnn dnn;
  private final Weights weights;

  Matrices(OneDnn dnn, Weights weights) {
    this.dnn = dnn;
    this.weights = weights;
  }

  /** The layout that the forward primitive likes best. */
  Weights.Layout layout(LinearForward operation) {
    Geometry geometry = new Geometry(operation.matrix(), operation.x(), operation.y());
    memory.desc stored = geometry.forward(geometry.weights(memory.format_tag.any)).weights_desc();
    return new Weights.Layout(geometry.weights(geometry.plain), stored);
  }

  Op forward(LinearForward operation, Placement placement) {
    Matrix matrix = operation.matrix();
    Geometry geometry = new Geometry(matrix, operation.x(), operation.y());
    memory.desc stored = weights.stored(matrix.weights());
    Arguments arguments =
        new Arguments()
            .with(DNNL_ARG_SRC, dnn.at(geometry.source, placement.of(operation.x())))
            .with(DNNL_ARG_WEIGHTS, dnn.at(stored, placement.values(matrix.weights())))
            .with(DNNL_ARG_DST, dnn.at(geometry.destination, placement.of(operation.y())));
    matrix
        .bias()
        .ifPresent(
            bias ->
                arguments.with(
                    DNNL_ARG_BIAS, dnn.at(weights.stored(bias), placement.values(bias))));
    return dnn.execution(new inner_product_forward(geometry.forward(stored)), arguments.map());
  }

  /** The gradients of weights and bias, and of the input if wanted. */
  List<Op> backward(LinearBackward operation, Placement placement) {
    Geometry geometry = new Geometry(operation.matrix(), operation.x(), operation.dy());
    List<Op> ops = new ArrayList<>();
    ops.add(weightGradient(operation, geometry, placement));
    operation.dx().ifPresent(dx -> ops.add(inputGradient(operation, dx, geometry, placement)));
    return ops;
  }

  private Op weightGradient(LinearBackward operation, Geometry geometry, Placement placement) {
    Matrix matrix = operation.matrix();
    memory.desc stored = weights.stored(matrix.weights());
    Arguments arguments =
        new Arguments()
            .with(DNNL_ARG_SRC, dnn.at(geometry.source, placement.of(operation.x())))
            .with(DNNL_ARG_DIFF_DST, dnn.at(geometry.destination, placement.of(operation.dy())))
            .with(DNNL_ARG_DIFF_WEIGHTS, dnn.at(stored, placement.gradient(matrix.weights())));
    matrix
        .bias()
        .ifPresent(
            bias ->
                arguments.with(
                    DNNL_ARG_DIFF_BIAS, dnn.at(weights.stored(bias), placement.gradient(bias))));
    var description =
        new inner_product_backward_weights.primitive_desc(
            dnn.engine(),
            geometry.source,
            stored,
            geometry.bias,
            geometry.destination,
            geometry.forward(stored));
    return dnn.execution(new inner_product_backward_weights(description), arguments.map());
  }

  private Op inputGradient(
      LinearBackward operation, Tensor dx, Geometry geometry, Placement placement) {
    memory.desc stored = weights.stored(operation.matrix().weights());
    Arguments arguments =
        new Arguments()
            .with(DNNL_ARG_DIFF_SRC, dnn.at(geometry.source, placement.of(dx)))
            .with(DNNL_ARG_DIFF_DST, dnn.at(geometry.destination, placement.of(operation.dy())))
            .with(DNNL_ARG_WEIGHTS, dnn.at(stored, placement.values(operation.matrix().weights())));
    var description =
        new inner_product_backward_data.primitive_desc(
            dnn.engine(), geometry.source, stored, geometry.destination, geometry.forward(stored));
    return dnn.execution(new inner_product_backward_data(description), arguments.map());
  }

  /** One layer's extents as oneDNN wants them. */
  private final class Geometry {

    final memory.desc source;
    final memory.desc destination;
    final memory.desc bias;
    final memory.format_tag plain;
    private final long[] extents;

    Geometry(Matrix matrix, Tensor x, Tensor y) {
      Shape in = x.shape();
      boolean flat = in.height() == 1 && in.width() == 1;
      long outputs = matrix.weights().extent(0);
      plain = flat ? memory.format_tag.ab : memory.format_tag.abcd;
      extents =
          flat
              ? new long[] {outputs, in.channels()}
              : new long[] {outputs, in.channels(), in.height(), in.width()};
      source =
          flat
              ? OneDnn.layout(memory.format_tag.ab, in.batch(), in.channels())
              : OneDnn.activation(in);
      destination = OneDnn.layout(memory.format_tag.ab, y.shape().batch(), outputs);
      bias =
          matrix
              .bias()
              .map(b -> OneDnn.layout(memory.format_tag.a, outputs))
              .orElseGet(memory.desc::new);
    }

    memory.desc weights(memory.format_tag tag) {
      return OneDnn.layout(tag, extents);
    }

    inner_product_forward.primitive_desc forward(memory.desc weightLayout) {
      return new inner_product_forward.primitive_desc(
          dnn.engine(), prop_kind.forward_training, source, weightLayout, bias, destination);
    }
  }
}
