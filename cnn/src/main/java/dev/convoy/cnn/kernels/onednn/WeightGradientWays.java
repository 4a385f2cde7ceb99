package dev.convoy.cnn.kernels.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import dev.convoy.cnn.kernels.vector.DepthwiseWeightGradientOp;
import dev.convoy.cnn.kernels.vector.Team;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.memory;

/** Ways to the gradients of weights and bias: places are of gradients, but for the source. */
final class WeightGradientWays {

  private final OneDnn dnn;
  private final TiledWays tiled;
  private final TapWays taps;
  private final PrimitiveWays primitives;
  private final Team team;

  WeightGradientWays(OneDnn dnn, TiledWays tiled, TapWays taps, Team team) {
    this.dnn = dnn;
    this.tiled = tiled;
    this.taps = taps;
    primitives =
        new PrimitiveWays(
            dnn, DNNL_ARG_SRC, DNNL_ARG_DIFF_WEIGHTS, DNNL_ARG_DIFF_BIAS, DNNL_ARG_DIFF_DST);
    this.team = team;
  }

  /** All there are, in order of preference. */
  List<Way> of(ConvolutionGeometry geometry) {
    List<Way> ways =
        new ArrayList<>(
            Implementations.ways(() -> description(geometry), found -> direct(geometry, found)));
    ways.addAll(Preference.tiled(geometry), tiled.weightGradient(geometry));
    ways.addAll(Preference.tapSums(geometry), taps.weightGradient(geometry));
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
        geometry.forward(dnn.engine()));
  }

  private Way direct(
      ConvolutionGeometry geometry, convolution_backward_weights.primitive_desc found) {
    return primitives.convolution(
        geometry, found, found.diff_weights_desc(), () -> new convolution_backward_weights(found));
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
                pixels.forward(dnn)),
        found ->
            primitives.pixels(
                geometry,
                found,
                found.diff_weights_desc(),
                () -> new inner_product_backward_weights(found)));
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
}
