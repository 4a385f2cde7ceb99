package dev.convoy.cnn.kernels.onednn;

import dev.convoy.cnn.kernels.HostMemory;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.onednn.Way.Places;
import dev.convoy.cnn.kernels.vector.Epilogue;
import dev.convoy.cnn.kernels.vector.Team;
import dev.convoy.cnn.kernels.vector.TileScratch;
import dev.convoy.cnn.kernels.vector.TiledConvolution;
import dev.convoy.cnn.kernels.vector.TiledWeightGradientOp;
import java.util.List;
import org.bytedeco.dnnl.memory;

/**
 * 3x3 convolutions by Winograd's F(4x4, 3x3). It multiplies four times less than a direct
 * convolution and rounds more than F(2x2, 3x3): too much for activations in training, whose signs
 * decide what a ReLU lets through on the way back, but not for gradients, nor in evaluation.
 */
final class TiledWays {

  private static final String NAME = "winograd 4x4";
  private static final long WIDEST_VECTOR = 16;

  private final OneDnn dnn;
  private final Team team;
  private final TileScratch scratch;

  TiledWays(OneDnn dnn, Team team) {
    this.dnn = dnn;
    this.team = team;
    scratch = new TileScratch(team.size());
  }

  List<Way> inputGradient(ConvolutionGeometry geometry) {
    if (!fits(geometry)) {
      return List.of();
    }
    memory.desc filters = OneDnn.layout(memory.format_tag.hwoi, geometry.extents);
    return List.of(new Way(NAME, filters, places -> inputGradient(geometry, places)));
  }

  private Op inputGradient(ConvolutionGeometry geometry, Places places) {
    return TiledConvolution.inputGradient(
        team,
        geometry.output,
        geometry.input.channels(),
        new TiledConvolution.Addresses(
            places.destination(), places.weights(), places.source(), zeros()),
        scratch);
  }

  /** Whether a convolution in evaluation is faster so. */
  boolean pays(ConvolutionGeometry geometry) {
    return fits(geometry) && Preference.tiledInference(geometry, team.size());
  }

  /**
   * A convolution in evaluation.
   *
   * @param places filters as {@code hwio}; the bias is the epilogue's
   */
  TiledConvolution keepingFilters(ConvolutionGeometry geometry, Places places, Epilogue epilogue) {
    return TiledConvolution.keepingFilters(
        team,
        geometry.input,
        geometry.output.channels(),
        new TiledConvolution.Addresses(
            places.source(), places.weights(), places.destination(), zeros()),
        epilogue,
        scratch);
  }

  List<Way> weightGradient(ConvolutionGeometry geometry) {
    if (!fits(geometry) || !geometry.bias.is_zero()) {
      return List.of();
    }
    memory.desc filters = OneDnn.layout(memory.format_tag.hwio, geometry.extents);
    return List.of(new Way(NAME, filters, places -> weightGradient(geometry, places)));
  }

  private Op weightGradient(ConvolutionGeometry geometry, Places places) {
    return new TiledWeightGradientOp(
        team,
        geometry.input,
        geometry.output.channels(),
        new TiledWeightGradientOp.Addresses(
            places.source(), places.destination(), places.weights(), zeros()),
        scratch);
  }

  private static boolean fits(ConvolutionGeometry geometry) {
    return geometry.isPlain3x3()
        && TiledConvolution.fits(geometry.input, geometry.output.channels());
  }

  private long zeros() {
    return HostMemory.allocate(dnn.scratch(), WIDEST_VECTOR).address(0);
  }
}
