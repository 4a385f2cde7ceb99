package dev.convoy.cnn.kernels.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.onednn.Way.Places;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;

/** Ways to convolve. */
final class ForwardWays {

  private final OneDnn dnn;
  private final WinogradWays winograd;

  ForwardWays(OneDnn dnn, WinogradWays winograd) {
    this.dnn = dnn;
    this.winograd = winograd;
  }

  /** All there are, in order of preference. */
  List<Way> of(ConvolutionGeometry geometry) {
    List<Way> ways =
        new ArrayList<>(
            Implementations.ways(
                () -> description(geometry, geometry.anyWeights()),
                found -> direct(geometry, found)));
    ways.addAll(Preference.winograd(geometry), winograd.forward(geometry));
    if (geometry.isPointwise()) {
      ways.addAll(Preference.place(geometry), matrices(geometry));
    }
    return ways;
  }

  /** A description by which the backward primitives know what they are the gradient of. */
  convolution_forward.primitive_desc description(
      ConvolutionGeometry geometry, memory.desc weights) {
    return new convolution_forward.primitive_desc(
        dnn.engine(),
        prop_kind.forward_training,
        algorithm.convolution_direct,
        geometry.source,
        weights,
        geometry.bias,
        geometry.destination,
        geometry.strides,
        geometry.padding,
        geometry.padding);
  }

  private Way direct(ConvolutionGeometry geometry, convolution_forward.primitive_desc found) {
    memory.desc weights = found.weights_desc();
    return new Way(
        Implementations.name(found),
        weights,
        places ->
            execution(
                new convolution_forward(found),
                new Layouts(geometry.source, weights, geometry.bias, geometry.destination),
                places));
  }

  /** Where each pixel is multiplied by one matrix: an inner product over all pixels. */
  private List<Way> matrices(ConvolutionGeometry geometry) {
    Pixels pixels = Pixels.of(geometry);
    return Implementations.ways(
        () -> pixels.forward(dnn, memory.format_tag.any),
        found -> {
          memory.desc weights = found.weights_desc();
          Layouts layouts =
              new Layouts(pixels.source(), weights, geometry.bias, pixels.destination());
          return new Way(
              Pixels.NAME + Implementations.name(found),
              weights.reshape(geometry.extents),
              places -> execution(new inner_product_forward(found), layouts, places));
        });
  }

  private record Layouts(
      memory.desc source, memory.desc weights, memory.desc bias, memory.desc destination) {}

  private Op execution(primitive computation, Layouts layouts, Places places) {
    Arguments arguments =
        new Arguments()
            .with(DNNL_ARG_SRC, dnn.at(layouts.source(), places.source()))
            .with(DNNL_ARG_WEIGHTS, dnn.at(layouts.weights(), places.weights()))
            .with(DNNL_ARG_DST, dnn.at(layouts.destination(), places.destination()));
    if (places.bias() != 0) {
      arguments.with(DNNL_ARG_BIAS, dnn.at(layouts.bias(), places.bias()));
    }
    return dnn.execution(computation, arguments.map());
  }
}
