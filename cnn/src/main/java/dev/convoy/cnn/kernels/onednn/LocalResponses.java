package dev.convoy.cnn.kernels.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import dev.convoy.cnn.kernels.LocalResponse;
import dev.convoy.cnn.kernels.LocalResponse.Constants;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Placement;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.lrn_backward;
import org.bytedeco.dnnl.lrn_forward;
import org.bytedeco.dnnl.memory;

/** Local response norms as oneDNN primitives, which leave notes for their gradients. */
final class LocalResponses {

  private static final algorithm ACROSS = algorithm.lrn_across_channels;

  private final OneDnn dnn;
  private final Map<LocalResponse.Forward, memory> notes = new HashMap<>();

  LocalResponses(OneDnn dnn) {
    this.dnn = dnn;
  }

  Op forward(LocalResponse.Forward operation, Placement placement) {
    var description = description(operation);
    memory.desc layout = description.workspace_desc();
    if (layout.get_size() > 0) {
      notes.put(operation, dnn.scratch(layout));
    }
    Arguments arguments =
        new Arguments()
            .with(DNNL_ARG_SRC, dnn.at(operation.x().shape(), placement.of(operation.x())))
            .with(DNNL_ARG_DST, dnn.at(operation.y().shape(), placement.of(operation.y())));
    addNotes(operation, arguments);
    return dnn.execution(new lrn_forward(description), arguments.map());
  }

  Op backward(LocalResponse.Backward operation, Placement placement) {
    LocalResponse.Forward forward = operation.forward();
    Constants by = forward.constants();
    memory.desc layout = OneDnn.activation(forward.x().shape());
    var description =
        new lrn_backward.primitive_desc(
            dnn.engine(),
            ACROSS,
            layout,
            layout,
            layout,
            by.size(),
            alpha(by),
            (float) by.beta(),
            (float) by.k(),
            description(forward));
    Arguments arguments =
        new Arguments()
            .with(DNNL_ARG_SRC, dnn.at(forward.x().shape(), placement.of(forward.x())))
            .with(DNNL_ARG_DIFF_DST, dnn.at(operation.dy().shape(), placement.of(operation.dy())))
            .with(DNNL_ARG_DIFF_SRC, dnn.at(operation.dx().shape(), placement.of(operation.dx())));
    addNotes(forward, arguments);
    return dnn.execution(new lrn_backward(description), arguments.map());
  }

  private void addNotes(LocalResponse.Forward operation, Arguments arguments) {
    memory noted = notes.get(operation);
    if (noted != null) {
      arguments.with(DNNL_ARG_WORKSPACE, noted);
    }
  }

  private lrn_forward.primitive_desc description(LocalResponse.Forward operation) {
    Constants by = operation.constants();
    memory.desc layout = OneDnn.activation(operation.x().shape());
    return new lrn_forward.primitive_desc(
        dnn.engine(),
        prop_kind.forward_training,
        ACROSS,
        layout,
        layout,
        by.size(),
        alpha(by),
        (float) by.beta(),
        (float) by.k());
  }

  /** oneDNN's is for the mean of squares, the paper's for the sum. */
  private static float alpha(Constants by) {
    return (float) (by.alpha() * by.size());
  }
}
