package dev.convoy.cnn.kernels.onednn;

import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;

/**
 * A pointwise convolution as an inner product: the pixels of the whole batch are its rows. On small
 * maps, where a convolution finds too few pixels an image to share out, it is two to four times as
 * fast.
 */
record Pixels(
    memory.desc source, memory.desc bias, memory.desc destination, long inputs, long outputs) {

  /** What ways of this kind are called, before oneDNN's own name. */
  static final String NAME = "pixels by ";

  static Pixels of(ConvolutionGeometry geometry) {
    long rows = geometry.input.pixels();
    long inputs = geometry.input.channels();
    long outputs = geometry.output.channels();
    return new Pixels(
        OneDnn.layout(memory.format_tag.ab, rows, inputs),
        geometry.bias,
        OneDnn.layout(memory.format_tag.ab, rows, outputs),
        inputs,
        outputs);
  }

  memory.desc anyWeights() {
    return OneDnn.layout(memory.format_tag.any, outputs, inputs);
  }

  inner_product_forward.primitive_desc forward(OneDnn dnn) {
    return new inner_product_forward.primitive_desc(
        dnn.engine(), prop_kind.forward_training, source, anyWeights(), bias, destination);
  }
}
