package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.OptionalLong;

/**
 * What stands in the document where a value could stand: how to draw that value. Written as an
 * object with one field, such as {@code {logUniform: [1e-4, 0.1]}}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Distribution.Uniform.class, name = "uniform"),
  @JsonSubTypes.Type(value = Distribution.LogUniform.class, name = "logUniform"),
  @JsonSubTypes.Type(value = Distribution.IntegerRange.class, name = "integer"),
  @JsonSubTypes.Type(value = Distribution.Choice.class, name = "choice")
})
public sealed interface Distribution {

  /** How many different values it has; empty if there is no end to them. */
  default OptionalLong values() {
    return switch (this) {
      case Uniform _ -> OptionalLong.empty();
      case LogUniform _ -> OptionalLong.empty();
      case IntegerRange(long low, long high) -> OptionalLong.of(high - low + 1);
      case Choice(List<ParameterValue> options) -> OptionalLong.of(options.size());
    };
  }

  /** Every real number of [low, high) is as likely as any other. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  record Uniform(double low, double high) implements Distribution {}

  /** The logarithm is uniform over [log low, log high): each decade is as likely as any other. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  record LogUniform(double low, double high) implements Distribution {}

  /** Every whole number of [low, high], both ends included. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  record IntegerRange(long low, long high) implements Distribution {}

  /** Each option is as likely as any other; an option may be any JSON value. */
  record Choice(List<ParameterValue> options) implements Distribution {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Choice {
      options = List.copyOf(options);
    }

    @JsonValue
    @Override
    public List<ParameterValue> options() {
      return options;
    }
  }
}
