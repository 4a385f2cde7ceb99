package dev.convoy.cnn.kernels.onednn;

import dev.convoy.cnn.kernels.HostMemory;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.onednn.MatrixProducts.Factors;
import dev.convoy.cnn.kernels.onednn.MatrixProducts.Matrix;
import dev.convoy.cnn.kernels.onednn.Tap.Run;
import dev.convoy.cnn.kernels.onednn.Way.Binder;
import dev.convoy.cnn.kernels.onednn.Way.Places;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.memory;

/**
 * Convolutions as matrix products, one for each tap of the window, over the pixels where that tap
 * lies inside of the image. A direct convolution finds little to share out in a small map and
 * multiplies padding: of the taps of a 3x3 window over a map of 2x2, five in nine.
 */
final class TapWays {

  private static final String NAME = "taps";

  private final OneDnn dnn;
  private final MatrixProducts products;

  TapWays(OneDnn dnn) {
    this.dnn = dnn;
    products = new MatrixProducts(dnn);
  }

  List<Way> forward(ConvolutionGeometry geometry) {
    return ways(geometry, places -> forward(geometry, places));
  }

  List<Way> inputGradient(ConvolutionGeometry geometry) {
    return ways(geometry, places -> inputGradient(geometry, places));
  }

  List<Way> weightGradient(ConvolutionGeometry geometry) {
    return ways(geometry, places -> weightGradient(geometry, places));
  }

  /**
   * None if there is one tap only, or one that lies outside everywhere, or none that never does.
   */
  private static List<Way> ways(ConvolutionGeometry geometry, Binder binder) {
    List<Tap> taps = fullestFirst(geometry);
    int all = geometry.window.height() * geometry.window.width();
    boolean fits =
        geometry.groups == 1
            && all > 1
            && taps.size() == all
            && covers(taps.getFirst(), geometry.output);
    return fits
        ? List.of(new Way(NAME, OneDnn.layout(memory.format_tag.hwio, geometry.extents), binder))
        : List.of();
  }

  /** The first writes what the others add to. */
  private static List<Tap> fullestFirst(ConvolutionGeometry geometry) {
    return Tap.of(geometry).stream().sorted(Comparator.comparingInt(tap -> -tap.pixels())).toList();
  }

  private static boolean covers(Tap tap, Shape map) {
    return tap.pixels() == map.height() * map.width();
  }

  private Op forward(ConvolutionGeometry geometry, Places places) {
    List<Op> steps = new ArrayList<>();
    List<Tap> taps = fullestFirst(geometry);
    for (Tap tap : taps) {
      Matrix w = filter(geometry, tap, places.weights());
      for (Run run : tap.runs(geometry)) {
        Factors factors = new Factors(inputs(geometry, run, places.source()), w);
        Matrix y = outputs(geometry, run, places.destination());
        if (!tap.equals(taps.getFirst())) {
          steps.add(products.added(factors, y));
        } else if (places.bias() == 0) {
          steps.add(products.written(factors, y));
        } else {
          steps.add(products.written(factors, bias(geometry, places.bias()), y));
        }
      }
    }
    return OneDnn.inOrder(steps);
  }

  private Op inputGradient(ConvolutionGeometry geometry, Places places) {
    List<Op> steps = new ArrayList<>();
    MemorySegment sums = OneDnn.floats(places.source(), geometry.input.elements());
    steps.add(() -> sums.fill((byte) 0));
    for (Tap tap : Tap.of(geometry)) {
      Matrix w = filter(geometry, tap, places.weights()).transposed();
      for (Run run : tap.runs(geometry)) {
        Factors factors = new Factors(outputs(geometry, run, places.destination()), w);
        steps.add(products.added(factors, inputs(geometry, run, places.source())));
      }
    }
    return OneDnn.inOrder(steps);
  }

  /** The pixels under a tap: for each place a matrix that has a row for each image. */
  private static Matrix inputs(ConvolutionGeometry geometry, Run run, long address) {
    return pixels(geometry.input, run.input(), geometry.window.stride(), run.count(), address);
  }

  private static Matrix outputs(ConvolutionGeometry geometry, Run run, long address) {
    return pixels(geometry.output, run.output(), 1, run.count(), address);
  }

  private static Matrix pixels(Shape map, int first, int step, int count, long address) {
    long channels = map.channels();
    return Matrix.at(
        address + first * channels * Float.BYTES,
        new long[] {count, map.batch(), channels},
        step * channels,
        (long) map.height() * map.width() * channels,
        1);
  }

  /** From copies in which all images' pixels of one place lie together, so that they add up. */
  private Op weightGradient(ConvolutionGeometry geometry, Places places) {
    memory.desc inputs = byPlace(geometry.input);
    memory.desc outputs = byPlace(geometry.output);
    long x = OneDnn.room(dnn.scratch(), inputs);
    long dy = OneDnn.room(dnn.scratch(), outputs);
    List<Op> steps = new ArrayList<>();
    steps.add(dnn.reordering(dnn.at(geometry.source, places.source()), dnn.at(inputs, x)));
    steps.add(
        dnn.reordering(dnn.at(geometry.destination, places.destination()), dnn.at(outputs, dy)));
    for (Tap tap : Tap.of(geometry)) {
      Matrix dw = filter(geometry, tap, places.weights());
      boolean begun = false;
      for (Run run : unbroken(geometry, tap)) {
        Factors factors =
            new Factors(
                together(geometry.input, run.input(), run.count(), x).transposed(),
                together(geometry.output, run.output(), run.count(), dy));
        steps.add(begun ? products.added(factors, dw) : products.written(factors, dw));
        begun = true;
      }
    }
    if (places.bias() != 0) {
      steps.add(biasGradient(geometry, places));
    }
    return OneDnn.inOrder(steps);
  }

  /** A map in which the images of one pixel lie together. */
  private static memory.desc byPlace(Shape map) {
    long pixel = (long) map.batch() * map.channels();
    return new memory.desc(
        new long[] {map.batch(), map.channels(), map.height(), map.width()},
        memory.data_type.f32,
        new long[] {map.channels(), 1, map.width() * pixel, pixel});
  }

  /** A tap's runs whose pixels follow one another in the input too. */
  private static List<Run> unbroken(ConvolutionGeometry geometry, Tap tap) {
    int stride = geometry.window.stride();
    return stride == 1
        ? tap.runs(geometry)
        : tap.runs(geometry).stream()
            .flatMap(
                run ->
                    IntStream.range(0, run.count())
                        .mapToObj(x -> new Run(run.output() + x, run.input() + x * stride, 1)))
            .toList();
  }

  private static Matrix together(Shape map, int first, int count, long address) {
    long pixel = (long) map.batch() * map.channels();
    return Matrix.rows(
        address + first * pixel * Float.BYTES, (long) count * map.batch(), map.channels());
  }

  private Op biasGradient(ConvolutionGeometry geometry, Places places) {
    long rows = geometry.output.pixels();
    long out = geometry.output.channels();
    MemorySegment ones = OneDnn.floats(HostMemory.allocate(dnn.scratch(), rows).address(0), rows);
    for (long row = 0; row < rows; row++) {
      ones.setAtIndex(ValueLayout.JAVA_FLOAT, row, 1);
    }
    return products.written(
        new Factors(
            Matrix.rows(ones.address(), 1, rows), Matrix.rows(places.destination(), rows, out)),
        bias(geometry, places.bias()));
  }

  private static Matrix filter(ConvolutionGeometry geometry, Tap tap, long address) {
    long in = geometry.input.channels();
    long out = geometry.output.channels();
    return Matrix.rows(address + tap.index() * in * out * Float.BYTES, in, out);
  }

  private static Matrix bias(ConvolutionGeometry geometry, long address) {
    return Matrix.rows(address, 1, geometry.output.channels());
  }
}
