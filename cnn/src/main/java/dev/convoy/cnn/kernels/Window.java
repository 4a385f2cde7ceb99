package dev.convoy.cnn.kernels;

/**
 * A window that slides over height and width, of a convolution or a pool.
 *
 * @param height of the window
 * @param width of the window
 * @param stride between two places, both ways
 * @param padding rows and columns added on each side
 */
public record Window(int height, int width, int stride, int padding) {

  /** Refuses a window that can't slide. */
  public Window {
    if (height < 1 || width < 1 || stride < 1 || padding < 0) {
      throw new ShapeException(
          "a window of %dx%d, stride %d, padding %d can't slide"
              .formatted(height, width, stride, padding));
    }
  }

  /** A square window. */
  public static Window square(int side, int stride, int padding) {
    return new Window(side, side, stride, padding);
  }

  /** The extent of what it makes of an input, {@code channels} deep. */
  public Shape over(Shape input, int channels, String layer) {
    int high = places(input.height(), height);
    int wide = places(input.width(), width);
    return extent(input, channels, high, wide, layer);
  }

  /**
   * As {@link #over}, but a window that hangs over the end counts if it begins inside, as PyTorch's
   * {@code ceil_mode}.
   */
  public Shape overEdge(Shape input, String layer) {
    int high = edgePlaces(input.height(), height);
    int wide = edgePlaces(input.width(), width);
    return extent(input, input.channels(), high, wide, layer);
  }

  private Shape extent(Shape input, int channels, int high, int wide, String layer) {
    if (high < 1 || wide < 1) {
      throw new ShapeException(
          "%s: a window of %dx%d doesn't fit into %s with padding %d; use larger images"
              .formatted(layer, height, width, input, padding));
    }
    return new Shape(input.batch(), channels, high, wide);
  }

  private int edgePlaces(int extent, int side) {
    int places = Math.ceilDiv(extent + 2 * padding - side, stride) + 1;
    boolean lastIsOutside = (places - 1) * stride >= extent + padding;
    return lastIsOutside ? places - 1 : places;
  }

  /** Rows or columns added behind an extent for so many places of the window's side. */
  public int paddingBehind(int extent, int places, int side) {
    return Math.max(0, (places - 1) * stride + side - extent - padding);
  }

  private int places(int extent, int side) {
    return Math.floorDiv(extent + 2 * padding - side, stride) + 1;
  }
}
