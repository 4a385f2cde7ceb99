package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an experiment may cost.
 *
 * @param maxRestarts how often one trial may be started again after a failure worth retrying
 * @param failedShare the share of trials, 0 to 1, whose failure ends the experiment
 * @param epochs how many all trials may train together before the experiment ends with what it has;
 *     empty: no limit
 * @param time wall time after which the experiment ends with what it has, pauses not counted;
 *     empty: no limit
 */
public record Limits(
    int maxRestarts, double failedShare, OptionalLong epochs, Optional<Duration> time) {

  @JsonCreator
  static Limits written(
      @JsonProperty("maxRestarts") int maxRestarts,
      @JsonProperty("failedShare") double failedShare,
      @JsonProperty("epochs") OptionalLong epochs,
      @JsonProperty("time") Optional<String> time) {
    return new Limits(maxRestarts, failedShare, epochs, time.map(Limits::duration));
  }

  /** A whole number and its unit, as in {@code 90s}, {@code 30m}, {@code 2h} and {@code 1d}. */
  static Duration duration(String text) {
    long count = Long.parseLong(text, 0, text.length() - 1, 10);
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(count);
      case 'm' -> Duration.ofMinutes(count);
      case 'h' -> Duration.ofHours(count);
      case 'd' -> Duration.ofDays(count);
      default -> throw new IllegalArgumentException("No duration: " + text);
    };
  }
}
