package dev.convoy.cnn.kernels.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.List;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.inner_product_backward_data;

/** Ways to the gradient of a convolution's input: places are of gradients, but for the weights. */
final class InputGradientWays {

  private final OneDnn dnn;
  private final TiledWays tiled;
  private final TapWays taps;
  private final PrimitiveWays primitives;

  InputGradientWays(OneDnn dnn, TiledWays tiled, TapWays taps) {
    this.dnn = dnn;
    this.tiled = tiled;
    this.taps = taps;
    primitives =
        new PrimitiveWays(
            dnn, DNNL_ARG_DIFF_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_BIAS, DNNL_ARG_DIFF_DST);
  }

  /** All there are, in order of preference. */
  List<Way> of(ConvolutionGeometry geometry) {
    List<Way> ways =
        Preference.strided(
            Implementations.ways(() -> description(geometry), found -> direct(geometry, found)));
    ways.addAll(Preference.tiled(geometry), tiled.inputGradient(geometry));
    ways.addAll(Preference.taps(geometry), taps.inputGradient(geometry));
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
        geometry.forward(dnn.engine()));
  }

  private Way direct(ConvolutionGeometry geometry, convolution_backward_data.primitive_desc found) {
    return primitives.convolution(
        geometry, found, found.weights_desc(), () -> new convolution_backward_data(found));
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
                pixels.forward(dnn)),
        found ->
            primitives.pixels(
                geometry,
                found,
                found.weights_desc(),
                () -> new inner_product_backward_data(found)));
  }
}
