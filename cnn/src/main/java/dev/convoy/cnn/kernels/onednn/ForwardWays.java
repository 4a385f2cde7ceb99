package dev.convoy.cnn.kernels.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.inner_product_forward;

/** Ways to convolve. */
final class ForwardWays {

  private final OneDnn dnn;
  private final WinogradWays winograd;
  private final TapWays taps;
  private final PrimitiveWays primitives;

  ForwardWays(OneDnn dnn, WinogradWays winograd, TapWays taps) {
    this.dnn = dnn;
    this.winograd = winograd;
    this.taps = taps;
    primitives =
        new PrimitiveWays(dnn, DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_BIAS, DNNL_ARG_DST);
  }

  /** All there are, in order of preference. */
  List<Way> of(ConvolutionGeometry geometry) {
    List<Way> ways =
        new ArrayList<>(
            Implementations.ways(
                () -> geometry.forward(dnn.engine()), found -> direct(geometry, found)));
    ways.addAll(Preference.winograd(geometry), winograd.forward(geometry));
    ways.addAll(Preference.taps(geometry), taps.forward(geometry));
    if (geometry.isPointwise()) {
      ways.addAll(Preference.place(geometry), matrices(geometry));
    }
    return ways;
  }

  private Way direct(ConvolutionGeometry geometry, convolution_forward.primitive_desc found) {
    return primitives.convolution(
        geometry, found, found.weights_desc(), () -> new convolution_forward(found));
  }

  private List<Way> matrices(ConvolutionGeometry geometry) {
    Pixels pixels = Pixels.of(geometry);
    return Implementations.ways(
        () -> pixels.forward(dnn),
        found ->
            primitives.pixels(
                geometry, found, found.weights_desc(), () -> new inner_product_forward(found)));
  }
}
