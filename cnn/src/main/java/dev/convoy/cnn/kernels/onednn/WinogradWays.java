package dev.convoy.cnn.kernels.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.convoy.cnn.kernels.HostMemory;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.onednn.Way.Places;
import dev.convoy.cnn.kernels.vector.OpenMpTeam;
import dev.convoy.cnn.kernels.vector.WinogradConvolutionOp;
import dev.convoy.cnn.kernels.vector.WinogradConvolutionOp.Turn;
import dev.convoy.cnn.kernels.vector.WinogradScratch;
import dev.convoy.cnn.kernels.vector.WinogradWeightGradientOp;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;

/**
 * Winograd's F(2x2, 3x3): transforms as vector loops, and between them oneDNN's matrix products,
 * each on the thread that needs it. Direct convolutions run at the processor's peak; this is faster
 * because it multiplies less.
 */
final class WinogradWays {

  private static final String NAME = "winograd 2x2";

  private final OneDnn dnn;
  private final OpenMpTeam team;

  WinogradWays(OneDnn dnn, OpenMpTeam team) {
    this.dnn = dnn;
    this.team = team;
  }

  List<Way> forward(ConvolutionGeometry geometry) {
    if (!fits(geometry)) {
      return List.of();
    }
    int out = geometry.output.channels();
    return List.of(
        new Way(
            NAME,
            OneDnn.layout(memory.format_tag.hwio, geometry.extents),
            places ->
                convolution(
                    geometry.input,
                    out,
                    Turn.NONE,
                    new WinogradConvolutionOp.Addresses(
                        places.source(), places.weights(), places.bias(), places.destination()))));
  }

  List<Way> inputGradient(ConvolutionGeometry geometry) {
    if (!fits(geometry)) {
      return List.of();
    }
    int out = geometry.input.channels();
    return List.of(
        new Way(
            NAME,
            OneDnn.layout(memory.format_tag.hwoi, geometry.extents),
            places ->
                convolution(
                    geometry.output,
                    out,
                    Turn.HALF,
                    new WinogradConvolutionOp.Addresses(
                        places.destination(), places.weights(), 0, places.source()))));
  }

  List<Way> weightGradient(ConvolutionGeometry geometry) {
    if (!fits(geometry) || !geometry.bias.is_zero()) {
      return List.of();
    }
    return List.of(
        new Way(
            NAME,
            OneDnn.layout(memory.format_tag.hwio, geometry.extents),
            places -> weightGradient(geometry, places)));
  }

  private static boolean fits(ConvolutionGeometry geometry) {
    return geometry.groups == 1
        && geometry.window.height() == 3
        && geometry.window.width() == 3
        && geometry.window.stride() == 1
        && geometry.window.padding() == 1
        && WinogradScratch.fits(geometry.input, geometry.output.channels());
  }

  private Op convolution(
      Shape input, int out, Turn turn, WinogradConvolutionOp.Addresses addresses) {
    int in = input.channels();
    int tiles = WinogradScratch.blockTiles(input, out, team.size());
    long[] inputs = rooms(tiles, in);
    long[] outputs = rooms(tiles, out);
    long[] filters = new long[team.size()];
    Arrays.fill(filters, room(in, out));
    Product product =
        new Product(plain(tiles, in), plain(in, out), plain(tiles, out), new primitive_attr());
    Op[] products = products(product, inputs, filters, outputs);
    WinogradScratch scratch =
        new WinogradScratch(tiles, inputs, outputs, filters, room(1, out), products);
    return new WinogradConvolutionOp(team, input, out, turn, addresses, scratch);
  }

  private Op weightGradient(ConvolutionGeometry geometry, Places places) {
    int in = geometry.input.channels();
    int out = geometry.output.channels();
    int tiles = WinogradScratch.blockTiles(geometry.input, out, team.size());
    long[] inputs = rooms(tiles, in);
    long[] outputs = rooms(tiles, out);
    long[] filters = rooms(in, out);
    Product product = new Product(turned(tiles, in), plain(tiles, out), plain(in, out), adding());
    Op[] products = products(product, inputs, outputs, filters);
    return new WinogradWeightGradientOp(
        team,
        geometry.input,
        out,
        new WinogradWeightGradientOp.Addresses(
            places.source(), places.destination(), places.weights()),
        new WinogradScratch(tiles, inputs, outputs, filters, room(1, out), products));
  }

  private static primitive_attr adding() {
    post_ops after = new post_ops();
    after.append_sum();
    primitive_attr attributes = new primitive_attr();
    attributes.set_post_ops(after);
    return attributes;
  }

  private static memory.desc plain(int rows, int columns) {
    return spaced(rows, columns, new long[] {WinogradScratch.step(rows, columns), columns, 1});
  }

  /** The transposed matrices, which lie as they did. */
  private static memory.desc turned(int rows, int columns) {
    return spaced(columns, rows, new long[] {WinogradScratch.step(rows, columns), 1, columns});
  }

  private static memory.desc spaced(int rows, int columns, long[] steps) {
    return new memory.desc(
        new long[] {WinogradScratch.FREQUENCIES, rows, columns}, memory.data_type.f32, steps);
  }

  private long[] rooms(int rows, int columns) {
    return IntStream.range(0, team.size()).mapToLong(member -> room(rows, columns)).toArray();
  }

  private long room(int rows, int columns) {
    return HostMemory.allocate(
            dnn.scratch(), WinogradScratch.FREQUENCIES * WinogradScratch.step(rows, columns))
        .address(0);
  }

  /** A batch of matrix products. */
  private record Product(
      memory.desc left, memory.desc right, memory.desc result, primitive_attr attributes) {}

  /** One for each member of the team, to run on its thread. */
  private Op[] products(Product product, long[] left, long[] right, long[] result) {
    matmul computation =
        team.alone(
            () ->
                new matmul(
                    new matmul.primitive_desc(
                        dnn.engine(),
                        product.left(),
                        product.right(),
                        product.result(),
                        product.attributes(),
                        false)));
    return IntStream.range(0, team.size())
        .mapToObj(
            member -> {
              Arguments arguments =
                  new Arguments()
                      .with(DNNL_ARG_SRC, dnn.at(product.left(), left[member]))
                      .with(DNNL_ARG_WEIGHTS, dnn.at(product.right(), right[member]))
                      .with(DNNL_ARG_DST, dnn.at(product.result(), result[member]));
              stream own = new stream(dnn.engine());
              return (Op) () -> computation.execute(own, arguments.map());
            })
        .toArray(Op[]::new);
  }
}
