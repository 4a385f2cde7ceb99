package dev.convoy.cnn.data;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shape of one image, written {@code channels x height x width}, as in {@code 3x32x32}. */
public record ImageShape(int channels, int height, int width) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,5})x(\\d{1,5})x(\\d{1,5})");

  public ImageShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "An image needs at least one channel, row and column, not "
              + text(channels, height, width));
    }
    if ((long) channels * height * width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "An image of " + text(channels, height, width) + " values is too large");
    }
  }

  /**
   * Reads {@code "3x32x32"}.
   *
   * @throws IllegalArgumentException if the text is of another form
   */
  @JsonCreator
  public static ImageShape parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no image shape: write channels x height x width, as in 3x32x32");
    }
    return new ImageShape(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }

  /** How many values one image holds. */
  public int values() {
    return channels * height * width;
  }

  @Override
  @JsonValue
  public String toString() {
    return text(channels, height, width);
  }

  private static String text(int channels, int height, int width) {
    return channels + "x" + height + "x" + width;
  }
}
