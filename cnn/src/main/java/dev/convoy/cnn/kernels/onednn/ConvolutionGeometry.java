package dev.convoy.cnn.kernels.onednn;

import dev.convoy.cnn.kernels.Operation.Filter;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Window;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;

/** One convolution's extents as oneDNN wants them. */
final class ConvolutionGeometry {

  final Shape input;
  final Shape output;
  final Window window;
  final int groups;
  final memory.desc source;
  final memory.desc destination;
  final memory.desc bias;
  final long[] extents;
  final long[] strides;
  final long[] padding;

  ConvolutionGeometry(Filter filter, Shape input, Shape output) {
    this.input = input;
    this.output = output;
    window = filter.window();
    groups = filter.groups();
    source = OneDnn.activation(input);
    destination = OneDnn.activation(output);
    bias =
        filter
            .bias()
            .map(b -> OneDnn.layout(memory.format_tag.a, b.elements()))
            .orElseGet(memory.desc::new);
    strides = new long[] {window.stride(), window.stride()};
    padding = new long[] {window.padding(), window.padding()};
    extents = groups > 1 ? grouped(filter) : filter.weights().extents();
  }

  private static long[] grouped(Filter filter) {
    long[] e = filter.weights().extents();
    return new long[] {filter.groups(), e[0] / filter.groups(), e[1], e[2], e[3]};
  }

  memory.desc anyWeights() {
    return OneDnn.layout(memory.format_tag.any, extents);
  }

  memory.desc canonicalWeights() {
    return OneDnn.layout(groups > 1 ? memory.format_tag.goihw : memory.format_tag.oihw, extents);
  }

  /** The forward primitive, weights in whatever layout it likes best. */
  convolution_forward.primitive_desc forward(
      engine processor, prop_kind purpose, primitive_attr attributes) {
    return new convolution_forward.primitive_desc(
        processor,
        purpose,
        algorithm.convolution_direct,
        source,
        anyWeights(),
        bias,
        destination,
        strides,
        padding,
        padding,
        attributes,
        false);
  }

  /** The forward primitive as backward ones want it: what they are the gradient of. */
  convolution_forward.primitive_desc forward(engine processor) {
    return forward(processor, prop_kind.forward_training, new primitive_attr());
  }

  /** Whether each pixel is multiplied by one matrix. */
  boolean isPointwise() {
    return groups == 1
        && window.height() == 1
        && window.width() == 1
        && window.stride() == 1
        && window.padding() == 0;
  }

  /** Whether all channels meet in 3x3 filters that keep the extent. */
  boolean isPlain3x3() {
    return groups == 1
        && window.height() == 3
        && window.width() == 3
        && window.stride() == 1
        && window.padding() == 1;
  }

  /** Whether each channel has a 3x3 filter of its own that keeps or halves the extent. */
  boolean isDepthwise3x3() {
    return groups == input.channels()
        && output.channels() == groups
        && window.height() == 3
        && window.width() == 3
        && window.padding() == 1;
  }

  /** Kind and extents, equal for convolutions that are computed alike. */
  String key(String kind) {
    return "%s %dx%d stride %d padding %d groups %d, %s to %s%s"
        .formatted(
            kind,
            window.height(),
            window.width(),
            window.stride(),
            window.padding(),
            groups,
            input,
            output,
            bias.is_zero() ? "" : ", biased");
  }
}
