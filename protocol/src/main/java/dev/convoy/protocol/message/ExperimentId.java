package dev.convoy.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Names one experiment everywhere: in URLs, record keys and folder names.
 *
 * @param value lower-case letters, digits and dashes, 1 to 64 of them, starting with a letter
 */
public record ExperimentId(@JsonValue String value) implements Comparable<ExperimentId> {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  /**
   * Takes an id as it was written.
   *
   * @throws IllegalArgumentException if it has another form
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ExperimentId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no experiment id: %s is expected".formatted(value, FORM));
    }
  }

  @Override
  public int compareTo(ExperimentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
