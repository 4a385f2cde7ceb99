package dev.convoy.cnn.network;

/**
 * How much of the image a value sees, were the image large enough.
 *
 * @param height in pixels of the image
 * @param width in pixels of the image
 * @param jump pixels of the image from one value to the next
 */
public record ReceptiveField(int height, int width, int jump) {

  static final ReceptiveField PIXEL = new ReceptiveField(1, 1, 1);

  /** Of a window over values that have this one. */
  ReceptiveField window(int high, int wide, int stride) {
    return new ReceptiveField(height + (high - 1) * jump, width + (wide - 1) * jump, jump * stride);
  }

  /** Of a value that is made of two. */
  ReceptiveField and(ReceptiveField other) {
    return new ReceptiveField(
        Math.max(height, other.height), Math.max(width, other.width), Math.max(jump, other.jump));
  }

  @Override
  public String toString() {
    return height + "x" + width;
  }
}
