package dev.convoy.cnn.kernels.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation.Pool;
import dev.convoy.cnn.kernels.Operation.PoolBackward;
import dev.convoy.cnn.kernels.Operation.PoolForward;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Window;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;

/** Pools as oneDNN primitives. */
final class Pools {

  private static final long[] NOT_DILATED = {0, 0};

  private final OneDnn dnn;

  Pools(OneDnn dnn) {
    this.dnn = dnn;
  }

  Op forward(PoolForward operation, Placement placement) {
    var description = description(operation);
    Arguments arguments =
        new Arguments()
            .with(DNNL_ARG_SRC, dnn.at(operation.x().shape(), placement.of(operation.x())))
            .with(DNNL_ARG_DST, dnn.at(operation.y().shape(), placement.of(operation.y())));
    winners(operation, description, placement, arguments);
    return dnn.execution(new pooling_forward(description), arguments.map());
  }

  Op backward(PoolBackward operation, Placement placement) {
    PoolForward forward = operation.forward();
    var hint = description(forward);
    var description =
        new pooling_backward.primitive_desc(
            dnn.engine(),
            algorithm(forward.pool()),
            OneDnn.activation(operation.dx().shape()),
            OneDnn.activation(operation.dy().shape()),
            strides(forward),
            sides(forward),
            NOT_DILATED,
            padding(forward),
            paddingBehind(forward),
            hint);
    Arguments arguments =
        new Arguments()
            .with(DNNL_ARG_DIFF_DST, dnn.at(operation.dy().shape(), placement.of(operation.dy())))
            .with(DNNL_ARG_DIFF_SRC, dnn.at(operation.dx().shape(), placement.of(operation.dx())));
    winners(forward, hint, placement, arguments);
    return dnn.execution(new pooling_backward(description), arguments.map());
  }

  private void winners(
      PoolForward operation,
      pooling_forward.primitive_desc description,
      Placement placement,
      Arguments arguments) {
    operation
        .winners()
        .ifPresent(
            tensor ->
                arguments.with(
                    DNNL_ARG_WORKSPACE,
                    dnn.at(
                        fitting(description.workspace_desc(), tensor.shape().elements()),
                        placement.of(tensor))));
  }

  /** oneDNN notes one to four bytes a window, of which a float32 tensor has four. */
  private static memory.desc fitting(memory.desc workspace, long elements) {
    if (workspace.get_size() > Float.BYTES * elements) {
      throw new IllegalStateException("oneDNN wants " + workspace.get_size() + " bytes for a pool");
    }
    return workspace;
  }

  private pooling_forward.primitive_desc description(PoolForward operation) {
    boolean inference = operation.pool() == Pool.MAX && operation.winners().isEmpty();
    return new pooling_forward.primitive_desc(
        dnn.engine(),
        inference ? prop_kind.forward_inference : prop_kind.forward_training,
        algorithm(operation.pool()),
        OneDnn.activation(operation.x().shape()),
        OneDnn.activation(operation.y().shape()),
        strides(operation),
        sides(operation),
        NOT_DILATED,
        padding(operation),
        paddingBehind(operation));
  }

  private static algorithm algorithm(Pool pool) {
    return switch (pool) {
      case MAX -> algorithm.pooling_max;
      case AVERAGE -> algorithm.pooling_avg_include_padding;
    };
  }

  private static long[] strides(PoolForward operation) {
    return new long[] {operation.window().stride(), operation.window().stride()};
  }

  private static long[] sides(PoolForward operation) {
    return new long[] {operation.window().height(), operation.window().width()};
  }

  private static long[] padding(PoolForward operation) {
    return new long[] {operation.window().padding(), operation.window().padding()};
  }

  private static long[] paddingBehind(PoolForward operation) {
    Window window = operation.window();
    Shape x = operation.x().shape();
    Shape y = operation.y().shape();
    return new long[] {
      window.paddingBehind(x.height(), y.height(), window.height()),
      window.paddingBehind(x.width(), y.width(), window.width())
    };
  }
}
