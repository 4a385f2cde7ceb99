package dev.convoy.cnn.kernels.onednn;

import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One tap of a convolution's window, and where it lies inside of the image.
 *
 * @param index counted in rows
 * @param rows of places at which it does
 * @param columns likewise
 */
record Tap(int index, Span rows, Span columns) {

  /** The taps that lie inside of the image anywhere. */
  static List<Tap> of(ConvolutionGeometry geometry) {
    Window window = geometry.window;
    Shape input = geometry.input;
    Shape output = geometry.output;
    List<Tap> taps = new ArrayList<>();
    for (int y = 0; y < window.height(); y++) {
      Span rows = Span.of(y, window, input.height(), output.height());
      for (int x = 0; x < window.width(); x++) {
        Span columns = Span.of(x, window, input.width(), output.width());
        if (rows.count() > 0 && columns.count() > 0) {
          taps.add(new Tap(y * window.width() + x, rows, columns));
        }
      }
    }
    return taps;
  }

  /**
   * Neighbouring places along one side of the output.
   *
   * @param output the first of them
   * @param input where the tap lies at that one
   * @param count how many
   */
  record Span(int output, int input, int count) {

    static Span of(int tap, Window window, int extent, int places) {
      int first = Math.max(0, Math.ceilDiv(window.padding() - tap, window.stride()));
      int end = Math.min(places, Math.ceilDiv(extent + window.padding() - tap, window.stride()));
      return new Span(first, first * window.stride() + tap - window.padding(), end - first);
    }
  }

  /**
   * Places of one row.
   *
   * @param output pixel of the first
   * @param input pixel that the tap lies at there
   * @param count how many places follow one another
   */
  record Run(int output, int input, int count) {}

  /** At how many places it lies inside of the image. */
  int pixels() {
    return rows.count() * columns.count();
  }

  /** The places at which it lies inside of the image, row by row. */
  List<Run> runs(ConvolutionGeometry geometry) {
    int wide = geometry.input.width() * geometry.window.stride();
    return IntStream.range(0, rows.count())
        .mapToObj(
            row ->
                new Run(
                    (rows.output() + row) * geometry.output.width() + columns.output(),
                    rows.input() * geometry.input.width() + row * wide + columns.input(),
                    columns.count()))
        .toList();
  }
}
