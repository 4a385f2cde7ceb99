package dev.convoy.metrics.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.TrialStatus;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TrainingMetersTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Retention RETENTION =
      new Retention(Duration.ofHours(1), Duration.ofMinutes(5), 3, 10);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final TrainingMeters meters = new TrainingMeters(registry);
  private final TrainingView view = new TrainingView(RETENTION);
  private final Facts facts = new Facts(new ExperimentId("e1"), NOON);

  @Test
  void showsEachTrialsLatestEpochWhateverTheOrder() {
    apply(facts.started(), facts.created(4), facts.running(4));

    apply(facts.epoch(4, 2, 0.75), facts.epoch(4, 1, 0.5));

    assertThat(scrapedAt(NOON))
        .contains("convoy_trial_epoch{experiment=\"e1\",trial=\"4\"} 2.0")
        .contains("convoy_trial_validation_accuracy{experiment=\"e1\",trial=\"4\"} 0.75")
        .contains("convoy_trial_training_loss{experiment=\"e1\",trial=\"4\"} 0.5")
        .contains("convoy_trial_images_per_second{experiment=\"e1\",trial=\"4\"} 4500.0")
        .contains("convoy_experiment_best_validation_accuracy{experiment=\"e1\"} 0.75");
  }

  @Test
  @DisplayName("J3, C7: gradients, updates, dead and saturated units of what trains now")
  void showsWhatWasLastSeenOfEachTrialsNetworkWhateverTheOrder() {
    view.apply(facts.observed(4, 2, 0.001));
    apply(facts.started(), facts.created(4), facts.running(4), facts.epoch(4, 2, 0.75));

    view.apply(facts.observed(4, 1, 0.5));

    assertThat(scrapedAt(NOON))
        .contains("convoy_trial_gradient_norm{experiment=\"e1\",trial=\"4\"} 2.5")
        .contains("convoy_trial_median_update_ratio{experiment=\"e1\",trial=\"4\"} 0.001")
        .contains("convoy_trial_largest_update_ratio{experiment=\"e1\",trial=\"4\"} 0.002")
        .contains("convoy_trial_dead_units{experiment=\"e1\",trial=\"4\"} 0.25")
        .contains("convoy_trial_saturated_values{experiment=\"e1\",trial=\"4\"} 0.75");
  }

  @Test
  void countsTrialsByStatus() {
    apply(facts.started(), facts.created(0), facts.created(1), facts.created(2), facts.running(0));

    apply(facts.ended(1, TrialStatus.STOPPED));

    assertThat(scrapedAt(NOON))
        .contains("convoy_experiment_trials{experiment=\"e1\",status=\"queued\"} 1.0")
        .contains("convoy_experiment_trials{experiment=\"e1\",status=\"running\"} 1.0")
        .contains("convoy_experiment_trials{experiment=\"e1\",status=\"stopped\"} 1.0")
        .contains("convoy_experiment_trials{experiment=\"e1\",status=\"failed\"} 0.0");
  }

  @Test
  void showsTheEnsembleAndItsBestMember() {
    apply(facts.started());
    String before = scrapedAt(NOON);

    apply(facts.scored());

    assertThat(before).doesNotContain("convoy_experiment_ensemble_test_accuracy{");
    assertThat(scrapedAt(NOON))
        .contains("convoy_experiment_ensemble_test_accuracy{experiment=\"e1\"} 0.93")
        .contains("convoy_experiment_best_member_test_accuracy{experiment=\"e1\"} 0.91");
  }

  @Test
  void dropsAnEndedTrialBeforeItsRunningExperiment() {
    apply(facts.started(), facts.created(0), facts.epoch(0, 1, 0.5));
    apply(facts.ended(0, TrialStatus.COMPLETED));

    String soon = scrapedAt(NOON.plus(Duration.ofMinutes(4)));
    String later = scrapedAt(NOON.plus(Duration.ofDays(4)));

    assertThat(soon).contains("convoy_trial_epoch{");
    assertThat(later).doesNotContain("convoy_trial_epoch{").contains("experiment=\"e1\"");
  }

  @Test
  void dropsAnEndedExperimentAfterAWhile() {
    apply(facts.started(), facts.created(0), facts.epoch(0, 1, 0.5), facts.over());

    String soon = scrapedAt(NOON.plus(Duration.ofMinutes(59)));
    String later = scrapedAt(NOON.plus(Duration.ofMinutes(61)));

    assertThat(soon).contains("experiment=\"e1\"");
    assertThat(later).doesNotContain("experiment=\"e1\"");
  }

  @Test
  void boundsItsSeriesHoweverMuchRuns() {
    for (int number = 0; number < 20; number++) {
      Facts each = new Facts(new ExperimentId("e" + number), NOON.plusSeconds(number));
      apply(each.started());
      IntStream.range(0, 20).forEach(trial -> apply(each.created(trial), each.epoch(trial, 1, 0)));
      IntStream.range(0, 20).forEach(trial -> view.apply(each.observed(trial, 1, 0.001)));
    }

    String scraped = scrapedAt(NOON.plusSeconds(30));

    assertThat(scraped.lines().filter(line -> line.startsWith("convoy_trial_epoch{"))).hasSize(10);
    assertThat(scraped.lines().filter(line -> line.startsWith("convoy_trial_gradient_norm{")))
        .hasSize(10);
    assertThat(scraped.lines().filter(line -> line.startsWith("convoy_experiment_info{")))
        .hasSize(3)
        .anyMatch(line -> line.contains("e19"));
  }

  private void apply(Fact... happened) {
    for (Fact fact : happened) {
      view.apply(fact);
    }
  }

  private String scrapedAt(Instant now) {
    meters.show(view.at(now));
    return registry.scrape();
  }
}
