package dev.convoy.metrics.exporter;

import java.time.Duration;

/**
 * How much the exporter shows, so that the series it makes are bounded whatever is run: at most
 * {@code mostExperiments * 12 + mostTrials * 12} or so.
 *
 * @param experiment how long an experiment is shown after its end
 * @param trial how long a trial is shown after its end, if its experiment is
 * @param mostExperiments those that started last are shown
 * @param mostTrials those that reported last are shown
 */
public record Retention(Duration experiment, Duration trial, int mostExperiments, int mostTrials) {

  /** Long enough for any scrape interval, short enough for Prometheus to stay small. */
  public static final Retention USUAL =
      new Retention(Duration.ofHours(1), Duration.ofMinutes(5), 100, 500);
}
