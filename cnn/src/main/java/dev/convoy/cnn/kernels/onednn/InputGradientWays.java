package dev.convoy.cnn.kernels.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.onednn.Way.Places;
import java.util.List;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;

/** Ways to the gradient of a convolution's input: places are of gradients, but for the weights. */
final class InputGradientWays {

  private final OneDnn dnn;
  private final WinogradWays winograd;
  private final ForwardWays forward;

  InputGradientWays(OneDnn dnn, ForwardWays forward, WinogradWays winograd) {
    this.dnn = dnn;
    this.winograd = winograd;
    this.forward = forward;
  }

  /** All there are, in order of preference. */
  List<Way> of(ConvolutionGeometry geometry) {
    List<Way> ways =
        Preference.strided(
            Implementations.ways(() -> description(geometry), found -> direct(geometry, found)));
    ways.addAll(Preference.winograd(geometry), winograd.inputGradient(geometry));
    if (geometry.isPointwise()) {
      ways.addAll(Preference.place(geometry), matrices(geometry));
    }
    return ways;
  }

  private convolution_backward_data.primitive_desc description(ConvolutionGeometry geometry) {
    return new convolution_backward_data.primitive_desc(
        dnn.engine(),
        algorithm.convolution_direct,
        geometry.source,
        geometry.anyWeights(),
        geometry.destination,
        geometry.strides,
        geometry.padding,
        geometry.padding,
        forward.description(geometry, geometry.anyWeights()));
  }

  private Way direct(ConvolutionGeometry geometry, convolution_backward_data.primitive_desc found) {
    memory.desc weights = found.weights_desc();
    return new Way(
        Implementations.name(found),
        weights,
        places ->
            execution(
                new convolution_backward_data(found),
                new Layouts(geometry.source, weights, geometry.destination),
                places));
  }

  private List<Way> matrices(ConvolutionGeometry geometry) {
    Pixels pixels = Pixels.of(geometry);
    return Implementations.ways(
        () ->
            new inner_product_backward_data.primitive_desc(
                dnn.engine(),
                pixels.source(),
                pixels.anyWeights(),
                pixels.destination(),
                pixels.forward(dnn, memory.format_tag.any)),
        found -> {
          memory.desc weights = found.weights_desc();
          Layouts layouts = new Layouts(pixels.source(), weights, pixels.destination());
          return new Way(
              Pixels.NAME + Implementations.name(found),
              weights.reshape(geometry.extents),
              places -> execution(new inner_product_backward_data(found), layouts, places));
        });
  }

  private record Layouts(memory.desc source, memory.desc weights, memory.desc destination) {}

  private Op execution(primitive computation, Layouts layouts, Places places) {
    Arguments arguments =
        new Arguments()
            .with(DNNL_ARG_DIFF_SRC, dnn.at(layouts.source(), places.source()))
            .with(DNNL_ARG_WEIGHTS, dnn.at(layouts.weights(), places.weights()))
            .with(DNNL_ARG_DIFF_DST, dnn.at(layouts.destination(), places.destination()));
    return dnn.execution(computation, arguments.map());
  }
}
