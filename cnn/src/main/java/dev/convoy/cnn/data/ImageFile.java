package dev.convoy.cnn.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * One PNG or JPEG file. Its header is read and judged before any memory is taken for pixels, and
 * damage that decoders pass over with a warning is an error here.
 *
 * @param path ends in .png, .jpg or .jpeg
 */
record ImageFile(Path path) {

  /** Width times height of the largest image we decode: about 256 MB as the decoder holds it. */
  private static final long MOST_PIXELS = 64_000_000;

  private static final Pattern NAME = Pattern.compile("(?i).*\\.(png|jpe?g)");
  private static final Pattern DAMAGE = Pattern.compile("(?i).*(premature|truncat|corrupt).*");

  /** Width and height in pixels. */
  record Extent(int width, int height) {
    @Override
    public String toString() {
      return width + " x " + height;
    }
  }

  private interface Use<T> {
    T of(ImageReader reader) throws IOException;
  }

  static boolean isNamedLikeOne(Path path) {
    return NAME.matcher(path.getFileName().toString()).matches();
  }

  /**
   * Reads the header alone.
   *
   * @throws DataException if this is no PNG or JPEG, or too large
   */
  Extent extent() {
    return with(this::extent);
  }

  /**
   * Decodes the image, leaving out whole rows and columns while it stays at least four times as
   * large as wanted.
   *
   * @throws DataException if this is no PNG or JPEG, too large, or damaged
   */
  BufferedImage decode(ImageShape wanted) {
    return with(
        reader -> {
          Extent extent = extent(reader);
          int across = extent.width() / (4 * wanted.width());
          int down = extent.height() / (4 * wanted.height());
          int step = Math.max(1, Math.min(across, down));
          ImageReadParam parameters = reader.getDefaultReadParam();
          parameters.setSourceSubsampling(step, step, 0, 0);
          reader.addIIOReadWarningListener((source, warning) -> refuseDamage(warning));
          return reader.read(0, parameters);
        });
  }

  private <T> T with(Use<T> use) {
    try (ImageInputStream stream = ImageIO.createImageInputStream(path.toFile())) {
      if (stream == null) {
        throw new DataException(path, Files.exists(path) ? "can't be read" : "is missing");
      }
      ImageReader reader = reader(stream);
      try {
        reader.setInput(stream, true, true);
        return use.of(reader);
      } finally {
        reader.dispose();
      }
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The JDK's decoders meet damage with whatever exception their arithmetic runs into.
      throw new DataException(path, "is damaged: " + e, e);
    }
  }

  private ImageReader reader(ImageInputStream stream) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
    if (readers.hasNext()) {
      ImageReader reader = readers.next();
      String format = reader.getFormatName().toLowerCase(Locale.ROOT);
      if (format.equals("png") || format.equals("jpeg")) {
        return reader;
      }
      reader.dispose();
    }
    throw new DataException(path, "is neither PNG nor JPEG, whatever its name says");
  }

  private Extent extent(ImageReader reader) throws IOException {
    Extent extent = new Extent(reader.getWidth(0), reader.getHeight(0));
    if ((long) extent.width() * extent.height() > MOST_PIXELS) {
      throw new DataException(
          path,
          "is %s pixels, more than the %d we decode: scale it down".formatted(extent, MOST_PIXELS));
    }
    return extent;
  }

  private void refuseDamage(String warning) {
    if (DAMAGE.matcher(warning).matches()) {
      throw new DataException(path, "is damaged: " + warning);
    }
  }
}
