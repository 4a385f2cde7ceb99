package dev.convoy.cnn.train;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which layers stay as they began. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Freezing.None.class, name = "none"),
  @JsonSubTypes.Type(value = Freezing.AllButHead.class, name = "all-but-head"),
  @JsonSubTypes.Type(value = Freezing.UpTo.class, name = "up-to")
})
public sealed interface Freezing {

  /** None. */
  record None() implements Freezing {}

  /** All but those that make logits, the last and those of auxiliary heads. */
  record AllButHead() implements Freezing {}

  /**
   * All from the images up to a layer.
   *
   * @param layer torchvision's name of it, such as {@code features.5}
   */
  record UpTo(String layer) implements Freezing {}

  /**
   * Reads {@code none}, {@code all-but-head} or {@code up-to(layer2)}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Freezing parse(String text) {
    Matcher upTo = Pattern.compile("up-to\\(([\\w.]+)\\)").matcher(text);
    if (upTo.matches()) {
      return new UpTo(upTo.group(1));
    }
    return switch (text) {
      case "none" -> new None();
      case "all-but-head" -> new AllButHead();
      default ->
          throw new IllegalArgumentException(
              "freeze must be none, all-but-head or up-to(LAYER), not '%s'".formatted(text));
    };
  }
}
