package dev.convoy.cnn.kernels.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.convoy.cnn.kernels.HostMemory;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.vector.OpenMpTeam;
import dev.convoy.cnn.kernels.vector.WinogradConvolutionOp;
import dev.convoy.cnn.kernels.vector.WinogradScratch;
import dev.convoy.cnn.kernels.vector.WinogradScratch.Desk;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
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
                    new WinogradConvolutionOp.Addresses(
                        places.source(), places.weights(), places.bias(), places.destination()))));
  }

  private static boolean fits(ConvolutionGeometry geometry) {
    return geometry.isPlain3x3()
        && WinogradScratch.fits(geometry.input, geometry.output.channels());
  }

  private Op convolution(Shape input, int out, WinogradConvolutionOp.Addresses addresses) {
    int in = input.channels();
    int tiles = WinogradScratch.blockTiles(input, out, team.size());
    long filters = room(in, out);
    Product product =
        new Product(plain(tiles, in), plain(in, out), plain(tiles, out), new primitive_attr());
    matmul.primitive_desc found = description(product);
    WinogradScratch scratch =
        scratch(
            tiles,
            out,
            () -> {
              long inputs = room(tiles, in);
              long outputs = room(tiles, out);
              Op multiplication = execution(found, inputs, filters, outputs);
              return new Desk(inputs, outputs, filters, multiplication);
            });
    return new WinogradConvolutionOp(team, input, out, addresses, scratch);
  }

  private WinogradScratch scratch(int tiles, int out, Supplier<Desk> desk) {
    List<Desk> desks = Stream.generate(desk).limit(team.size()).toList();
    return new WinogradScratch(tiles, room(1, out), desks);
  }

  private static memory.desc plain(int rows, int columns) {
    return strided(
        new long[] {WinogradScratch.FREQUENCIES, rows, columns},
        WinogradScratch.step(rows, columns),
        columns,
        1);
  }

  private static memory.desc strided(long[] extents, long... steps) {
    return new memory.desc(extents, memory.data_type.f32, steps);
  }

  private long room(int rows, int columns) {
    return HostMemory.allocate(
            dnn.scratch(), WinogradScratch.FREQUENCIES * WinogradScratch.step(rows, columns))
        .address(0);
  }

  /** A batch of matrix products. */
  private record Product(
      memory.desc left, memory.desc right, memory.desc result, primitive_attr attributes) {}

  /**
   * A batch of products that computes on its calling thread alone. Its working memory is handed to
   * it, for oneDNN's own would be shared by the threads.
   */
  private matmul.primitive_desc description(Product product) {
    product.attributes().set_scratchpad_mode(scratchpad_mode.user);
    return team.alone(
        () ->
            new matmul.primitive_desc(
                dnn.engine(),
                product.left(),
                product.right(),
                product.result(),
                product.attributes(),
                false));
  }

  private Op execution(matmul.primitive_desc found, long left, long right, long result) {
    matmul computation = team.alone(() -> new matmul(found));
    IntMemoryMap arguments =
        new Arguments()
            .with(DNNL_ARG_SRC, dnn.at(found.src_desc(), left))
            .with(DNNL_ARG_WEIGHTS, dnn.at(found.weights_desc(), right))
            .with(DNNL_ARG_DST, dnn.at(found.dst_desc(), result))
            .with(DNNL_ARG_SCRATCHPAD, dnn.scratch(found.scratchpad_desc()))
            .map();
    stream own = new stream(dnn.engine());
    return () -> computation.execute(own, arguments);
  }
}
