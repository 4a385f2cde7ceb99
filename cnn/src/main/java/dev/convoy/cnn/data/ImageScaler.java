package dev.convoy.cnn.data;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * Brings decoded images to one shape: scaled until they cover it, by halves and then bilinearly, so
 * that every pixel counts; then cropped to the centre. Transparent pixels become black.
 */
final class ImageScaler {

  private ImageScaler() {}

  /**
   * Writes an image as height x width x channels, each value between 0 and 255. One channel is the
   * luma of the three (ITU-R BT.601).
   *
   * @param shape of one or three channels
   */
  static void scale(BufferedImage image, ImageShape shape, float[] into) {
    BufferedImage covering = image;
    while (covering.getWidth() >= 2 * shape.width() && covering.getHeight() >= 2 * shape.height()) {
      covering = draw(covering, covering.getWidth() / 2, covering.getHeight() / 2);
    }
    copy(cover(covering, shape), shape, into);
  }

  /** The least shape that covers another and has an image's own aspect, to whole pixels. */
  static ImageShape covering(int width, int height, ImageShape shape) {
    double factor = Math.max((double) shape.width() / width, (double) shape.height() / height);
    return new ImageShape(
        shape.channels(),
        (int) Math.max(shape.height(), Math.round(height * factor)),
        (int) Math.max(shape.width(), Math.round(width * factor)));
  }

  private static BufferedImage cover(BufferedImage image, ImageShape shape) {
    ImageShape covering = covering(image.getWidth(), image.getHeight(), shape);
    BufferedImage whole = draw(image, covering.width(), covering.height());
    int left = (covering.width() - shape.width()) / 2;
    int top = (covering.height() - shape.height()) / 2;
    return draw(
        whole.getSubimage(left, top, shape.width(), shape.height()), shape.width(), shape.height());
  }

  private static BufferedImage draw(BufferedImage image, int width, int height) {
    BufferedImage target = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = target.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(image, 0, 0, width, height, null);
    } finally {
      graphics.dispose();
    }
    return target;
  }

  private static void copy(BufferedImage image, ImageShape shape, float[] into) {
    byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    int pixels = shape.height() * shape.width();
    for (int i = 0; i < pixels; i++) {
      int blue = Byte.toUnsignedInt(bytes[Tone.COLOURS * i]);
      int green = Byte.toUnsignedInt(bytes[Tone.COLOURS * i + 1]);
      int red = Byte.toUnsignedInt(bytes[Tone.COLOURS * i + 2]);
      if (shape.channels() == 1) {
        into[i] = Tone.luma(red, green, blue);
      } else {
        into[Tone.COLOURS * i] = red;
        into[Tone.COLOURS * i + 1] = green;
        into[Tone.COLOURS * i + 2] = blue;
      }
    }
  }
}
