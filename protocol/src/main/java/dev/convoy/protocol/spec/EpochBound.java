package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Numbers of epochs that must be less than a trial's. */
final class EpochBound {
  private EpochBound() {}

  /** What is wrong with a number of epochs; empty: nothing, or it is none. */
  static Optional<SpecError> check(JsonNode document, String path, JsonNode value) {
    OptionalLong epochs = most(document);
    boolean comparable = value.isIntegralNumber() && value.asLong() > 0 && epochs.isPresent();
    return comparable && value.asLong() >= epochs.getAsLong()
        ? Optional.of(
            new SpecError(
                path,
                "must be less than training.epochs, which is %d, but is %s"
                    .formatted(epochs.getAsLong(), value)))
        : Optional.empty();
  }

  /** The largest number of epochs that a trial may have; empty if the document doesn't say. */
  private static OptionalLong most(JsonNode document) {
    JsonNode epochs = document.path("training").path("epochs");
    LongStream drawn =
        Distributions.NAMES.stream()
            .map(epochs::path)
            .flatMap(
                arguments -> arguments.isArray() ? arguments.valueStream() : Stream.of(arguments))
            .mapToLong(JsonNode::asLong);
    return LongStream.concat(LongStream.of(epochs.asLong()), drawn).filter(most -> most > 0).max();
  }
}
