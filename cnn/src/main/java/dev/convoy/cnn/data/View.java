package dev.convoy.cnn.data;

import java.util.OptionalInt;

/**
 * One way to look at an image in evaluation: a square or oblong window of it, brought to the
 * network's input, perhaps mirrored.
 *
 * @param shortSide the image is scaled so that its short side has as many pixels; absent: not, if
 *     it is larger than the input, else so that the window is 7/8 of it
 * @param place where the window lies
 */
public record View(OptionalInt shortSide, Place place, Facing facing) {

  /** The share of an image that is seen where it has no more pixels than the input. */
  private static final double USUAL_SHARE = 7.0 / 8;

  /** Where a window lies. */
  public enum Place {
    /** The evaluation's own: cropped, or padded with black, evenly on all sides. */
    WHOLE(0.5, 0.5),
    CENTRE(0.5, 0.5),
    TOP_LEFT(0, 0),
    TOP_RIGHT(0, 1),
    BOTTOM_LEFT(1, 0),
    BOTTOM_RIGHT(1, 1);

    private final double down;
    private final double right;

    Place(double down, double right) {
      this.down = down;
      this.right = right;
    }
  }

  /** Which way it looks. */
  public enum Facing {
    AS_IT_IS,
    MIRRORED
  }

  /** That of plain evaluation. */
  public static final View PLAIN = new View(OptionalInt.empty(), Place.WHOLE, Facing.AS_IT_IS);

  /** How much of an image it is for: all of it, unless it is the evaluation's own. */
  Framing framing() {
    return place == Place.WHOLE && shortSide.isEmpty() ? Framing.CROPPED : Framing.WHOLE;
  }

  /** Replaces an image by this view of it. */
  void apply(ImageBuffer image, ImageShape input) {
    switch (framing()) {
      case CROPPED -> image.cropToCentre(input);
      case WHOLE -> window(image, input);
    }
    if (facing == Facing.MIRRORED) {
      image.mirror();
    }
  }

  private void window(ImageBuffer image, ImageShape input) {
    ImageShape shape = image.shape();
    double zoom = zoom(shape, input);
    double height = Math.min(shape.height(), input.height() * zoom);
    double width = Math.min(shape.width(), input.width() * zoom);
    image.cropAndScale(
        (shape.height() - height) * place.down,
        (shape.width() - width) * place.right,
        height,
        width,
        new ImageShape(shape.channels(), input.height(), input.width()));
  }

  /** Pixels of the image for one of the input. */
  private double zoom(ImageShape image, ImageShape input) {
    if (shortSide.isPresent()) {
      return (double) Math.min(image.height(), image.width()) / shortSide.getAsInt();
    }
    double fitting =
        Math.min((double) image.height() / input.height(), (double) image.width() / input.width());
    return fitting > 1 ? 1 : fitting * USUAL_SHARE;
  }
}
