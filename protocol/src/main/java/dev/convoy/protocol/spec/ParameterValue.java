package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.OptionalDouble;

/** One value of a hyperparameter: a number, a word, or any JSON that a choice offers. */
public record ParameterValue(@JsonValue JsonNode json) {

  /** Takes any JSON; whole numbers are equal however wide the reader made them. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ParameterValue {
    if (json.isInt() || json.isShort()) {
      json = LongNode.valueOf(json.longValue());
    }
  }

  public static ParameterValue of(double real) {
    return new ParameterValue(DoubleNode.valueOf(real));
  }

  public static ParameterValue of(long whole) {
    return new ParameterValue(LongNode.valueOf(whole));
  }

  public static ParameterValue of(String word) {
    return new ParameterValue(TextNode.valueOf(word));
  }

  /** The value as a number, empty if it is none. */
  public OptionalDouble number() {
    return json.isNumber() ? OptionalDouble.of(json.doubleValue()) : OptionalDouble.empty();
  }

  /** As a person would write it: words without quotes. */
  @Override
  public String toString() {
    return json.isTextual() ? json.textValue() : json.toString();
  }
}
