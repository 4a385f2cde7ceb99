package dev.convoy.cnn.kernels.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.onednn.Way.Places;
import dev.convoy.cnn.kernels.vector.DepthwiseWeightGradientOp;
import dev.convoy.cnn.kernels.vector.Team;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;

/** Ways to the gradients of weights and bias: places are of gradients, but for the source. */
final class WeightGradientWays {

  private final OneDnn dnn;
  private final WinogradWays winograd;
  private final ForwardWays forward;
  private final Team team;

  WeightGradientWays(OneDnn dnn, ForwardWays forward, WinogradWays winograd, Team team) {
    this.dnn = dnn;
    this.winograd = winograd;
    this.forward = forward;
    this.team = team;
  }

  /** All there are, in order of preference. */
  List<Way> of(ConvolutionGeometry geometry) {
    List<Way> ways =
        new ArrayList<>(
            Implementations.ways(() -> description(geometry), found -> direct(geometry, found)));
    ways.addAll(Preference.winograd(geometry), winograd.weightGradient(geometry));
    if (geometry.isPointwise()) {
      ways.addAll(Preference.place(geometry), matrices(geometry));
    }
    if (geometry.isDepthwise3x3()
        && geometry.bias.is_zero()
        && DepthwiseWeightGradientOp.fits(geometry.groups)) {
      ways.add(Preference.place(geometry), depthwise(geometry));
    }
    return ways;
  }

  private convolution_backward_weights.primitive_desc description(ConvolutionGeometry geometry) {
    return new convolution_backward_weights.primitive_desc(
        dnn.engine(),
        algorithm.convolution_direct,
        geometry.source,
        geometry.anyWeights(),
        geometry.bias,
        geometry.destination,
        geometry.strides,
        geometry.padding,
        geometry.padding,
        forward.description(geometry, geometry.anyWeights()));
  }

  private Way direct(
      ConvolutionGeometry geometry, convolution_backward_weights.primitive_desc found) {
    memory.desc weights = found.diff_weights_desc();
    return new Way(
        Implementations.name(found),
        weights,
        places ->
            execution(
                new convolution_backward_weights(found),
                new Layouts(geometry.source, weights, geometry.bias, geometry.destination),
                places));
  }

  private List<Way> matrices(ConvolutionGeometry geometry) {
    Pixels pixels = Pixels.of(geometry);
    return Implementations.ways(
        () ->
            new inner_product_backward_weights.primitive_desc(
                dnn.engine(),
                pixels.source(),
                pixels.anyWeights(),
                pixels.bias(),
                pixels.destination(),
                pixels.forward(dnn, memory.format_tag.any)),
        found -> {
          memory.desc weights = found.diff_weights_desc();
          Layouts layouts =
              new Layouts(pixels.source(), weights, geometry.bias, pixels.destination());
          return new Way(
              Pixels.NAME + Implementations.name(found),
              weights.reshape(geometry.extents),
              places -> execution(new inner_product_backward_weights(found), layouts, places));
        });
  }

  private Way depthwise(ConvolutionGeometry geometry) {
    return new Way(
        "depthwise vectors",
        OneDnn.layout(memory.format_tag.hwigo, geometry.extents),
        places ->
            new DepthwiseWeightGradientOp(
                team,
                geometry.input,
                geometry.output,
                geometry.window.stride(),
                new DepthwiseWeightGradientOp.Addresses(
                    places.source(), places.destination(), places.weights())));
  }

  private record Layouts(
      memory.desc source, memory.desc weights, memory.desc bias, memory.desc destination) {}

  private Op execution(primitive computation, Layouts layouts, Places places) {
    Arguments arguments =
        new Arguments()
            .with(DNNL_ARG_SRC, dnn.at(layouts.source(), places.source()))
            .with(DNNL_ARG_DIFF_WEIGHTS, dnn.at(layouts.weights(), places.weights()))
            .with(DNNL_ARG_DIFF_DST, dnn.at(layouts.destination(), places.destination()));
    if (places.bias() != 0) {
      arguments.with(DNNL_ARG_DIFF_BIAS, dnn.at(layouts.bias(), places.bias()));
    }
    return dnn.execution(computation, arguments.map());
  }
}
