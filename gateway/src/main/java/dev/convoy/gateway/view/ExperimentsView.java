package dev.convoy.gateway.view;

import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Observation;
import dev.convoy.protocol.message.Request;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every experiment the mesh has heard of. Applying all requests, facts and observations, each topic
 * partition in its order, gives the same view whatever the order between the topics. Not
 * thread-safe: event-loop context only.
 */
public final class ExperimentsView {
  private static final Comparator<Experiment> NEWEST_FIRST =
      Comparator.comparing(Experiment::submittedAt).reversed().thenComparing(Experiment::id);

  private final Map<ExperimentId, Experiment> experiments = new HashMap<>();
  private final ObservationsView observations = new ObservationsView();

  /** Takes in a request; of two submissions with one id the first counts. */
  public void apply(Request request) {
    switch (request) {
      case Request.SubmitExperiment submitted ->
          experiment(submitted.experimentId()).submit(submitted);
      case Request.CancelExperiment _,
          Request.PauseExperiment _,
          Request.ResumeExperiment _,
          Request.ExtendExperiment _ -> {
        // What comes of it is a fact.
      }
    }
  }

  /**
   * Takes in a fact.
   *
   * @param offset in its partition of the facts topic
   */
  public void apply(long offset, Fact fact) {
    experiment(fact.experimentId()).apply(new RecordedFact(offset, fact));
  }

  /** Takes in what a worker saw of a trial, which may come before the trial's own facts. */
  public void apply(Observation observation) {
    observations.apply(observation);
  }

  /** What was seen of a trial's network; empty if nothing was, or it was too long ago. */
  public Optional<TrialObservations> observations(ExperimentId experiment, int trial) {
    return observations.find(experiment, trial);
  }

  /** The experiment, if its document is known. */
  public Optional<Experiment> find(ExperimentId id) {
    return Optional.ofNullable(experiments.get(id)).filter(Experiment::isSubmitted);
  }

  /** All experiments, the youngest submission first. */
  public List<Experiment> newestFirst() {
    return sorted().toList();
  }

  /** Those that follow one in the order of {@link #newestFirst()}. */
  public List<Experiment> newestFirstAfter(Experiment last) {
    return sorted().filter(experiment -> NEWEST_FIRST.compare(experiment, last) > 0).toList();
  }

  private Stream<Experiment> sorted() {
    return experiments.values().stream().filter(Experiment::isSubmitted).sorted(NEWEST_FIRST);
  }

  private Experiment experiment(ExperimentId id) {
    return experiments.computeIfAbsent(id, Experiment::new);
  }
}
