package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Reads the distributions that hold no others; a choice is read by {@link TrialPart}. */
final class DistributionReader {

  private DistributionReader() {}

  /** Reads one that the schema has passed. */
  static Distribution read(JsonNode node) {
    String name = node.fieldNames().next();
    JsonNode arguments = node.path(name);
    return switch (name) {
      case "ordinal" -> new Distribution.Ordinal(options(arguments));
      case "fixed" -> new Distribution.Fixed(new ParameterValue(arguments));
      case "normal", "logNormal" -> inSteps(bell(name, arguments), arguments, 2);
      default -> inSteps(range(name, arguments), arguments, 0);
    };
  }

  private static List<ParameterValue> options(JsonNode arguments) {
    return arguments.valueStream().map(ParameterValue::new).toList();
  }

  private static Distribution bell(String name, JsonNode arguments) {
    double centre = arguments.path(0).asDouble();
    double deviation = arguments.path(1).asDouble();
    double low = arguments.path(2).asDouble();
    double high = arguments.path(3).asDouble();
    return name.equals("normal")
        ? new Distribution.Normal(centre, deviation, low, high)
        : new Distribution.LogNormal(centre, deviation, low, high);
  }

  private static Distribution range(String name, JsonNode arguments) {
    double low = arguments.path(0).asDouble();
    double high = arguments.path(1).asDouble();
    return switch (name) {
      case "uniform" -> new Distribution.Uniform(low, high);
      case "logUniform" -> new Distribution.LogUniform(low, high);
      case "reverseLogUniform" -> new Distribution.ReverseLogUniform(low, high);
      case "integer" ->
          new Distribution.IntegerRange(arguments.path(0).asLong(), arguments.path(1).asLong());
      case "logInteger" ->
          new Distribution.LogInteger(arguments.path(0).asLong(), arguments.path(1).asLong());
      default -> throw new IllegalArgumentException("No distribution: " + name);
    };
  }

  /** A last argument after the two ends is the step. */
  private static Distribution inSteps(Distribution of, JsonNode arguments, int ends) {
    return arguments.size() > ends + 2
        ? new Distribution.Quantized(
            of,
            arguments.path(ends + 2).asDouble(),
            arguments.path(ends).asDouble(),
            arguments.path(ends + 1).asDouble())
        : of;
  }
}
