package dev.convoy.cnn.kernels.onednn;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.onednn.Way.Places;
import java.util.function.Supplier;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc;

/**
 * Ways that are one of oneDNN's primitives each.
 *
 * @param source the argument that oneDNN knows the input by, or its gradient
 * @param weights likewise
 * @param bias likewise
 * @param destination likewise
 */
record PrimitiveWays(OneDnn dnn, int source, int weights, int bias, int destination) {

  /** How the primitive sees what it works on. */
  record Layouts(
      memory.desc source, memory.desc weights, memory.desc bias, memory.desc destination) {}

  /** A convolution. */
  Way convolution(
      ConvolutionGeometry geometry,
      primitive_desc found,
      memory.desc weightLayout,
      Supplier<primitive> computation) {
    Layouts layouts =
        new Layouts(geometry.source, weightLayout, geometry.bias, geometry.destination);
    return new Way(
        Implementations.name(found),
        weightLayout,
        places -> execution(computation.get(), layouts, places));
  }

  /** An inner product over all pixels, for a convolution that multiplies each by one matrix. */
  Way pixels(
      ConvolutionGeometry geometry,
      primitive_desc found,
      memory.desc weightLayout,
      Supplier<primitive> computation) {
    Pixels pixels = Pixels.of(geometry);
    Layouts layouts =
        new Layouts(pixels.source(), weightLayout, pixels.bias(), pixels.destination());
    return new Way(
        Pixels.NAME + Implementations.name(found),
        weightLayout.reshape(geometry.extents),
        places -> execution(computation.get(), layouts, places));
  }

  private Op execution(primitive computation, Layouts layouts, Places places) {
    Arguments arguments =
        new Arguments()
            .with(source, dnn.at(layouts.source(), places.source()))
            .with(weights, dnn.at(layouts.weights(), places.weights()))
            .with(destination, dnn.at(layouts.destination(), places.destination()));
    if (places.bias() != 0) {
      arguments.with(bias, dnn.at(layouts.bias(), places.bias()));
    }
    return dnn.execution(computation, arguments.map());
  }
}
