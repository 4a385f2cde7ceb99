package dev.convoy.gateway.view;

import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Objective;
import dev.convoy.protocol.spec.SearchSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One experiment as far as the gateway has read. Its facts may be read before its request, which
 * stands in another topic; until either names the document the experiment isn't shown. Not
 * thread-safe: event-loop context only.
 */
public final class Experiment {
  private final ExperimentId id;
  private final List<RecordedFact> facts = new ArrayList<>();
  private final NavigableMap<Integer, Trial> trials = new TreeMap<>();
  private final RecipeSteps recipe = new RecipeSteps();
  private Optional<ExperimentSpec> spec = Optional.empty();
  private Optional<ExperimentSpec> extended = Optional.empty();
  private Optional<Instant> requestedAt = Optional.empty();
  private ExperimentStatus status = ExperimentStatus.SUBMITTED;
  private Optional<Instant> startedAt = Optional.empty();
  private Optional<Instant> endedAt = Optional.empty();
  private Optional<Reason> reason = Optional.empty();
  private Optional<Ensemble> ensemble = Optional.empty();
  private Optional<Fact.ExperimentReviewed> review = Optional.empty();

  Experiment(ExperimentId id) {
    this.id = id;
  }

  void submit(Request.SubmitExperiment request) {
    spec = spec.or(() -> Optional.of(request.spec()));
    requestedAt = requestedAt.or(() -> Optional.of(request.at()));
  }

  void apply(RecordedFact recorded) {
    facts.add(recorded);
    switch (recorded.fact()) {
      case Fact.ExperimentStarted started -> start(started);
      case Fact.CheckOrdered ordered -> recipe.ordered(ordered.check());
      case Fact.CheckJudged judged -> recipe.judged(judged);
      case Fact.RateNarrowed narrowed -> recipe.narrowed(narrowed);
      case Fact.TrialCreated created -> create(created);
      case Fact.SpaceNarrowed narrowed -> recipe.narrowed(narrowed);
      case Fact.GenerationDecided decided ->
          decided.heirs().forEach(heir -> onTrial(heir.trial(), trial -> trial.inherit(heir)));
      case Fact.LegOrdered ordered -> onTrial(ordered.trial(), trial -> trial.order(ordered));
      case Fact.AttemptStarted started -> onTrial(started.trial(), trial -> trial.start(started));
      case Fact.AttemptFailed failed -> onTrial(failed.trial(), trial -> trial.fail(failed));
      case Fact.EpochRecorded epoch -> onTrial(epoch.trial(), trial -> trial.record(epoch));
      case Fact.TrialPaused paused -> onTrial(paused.trial(), Trial::pause);
      case Fact.TrialParked parked -> onTrial(parked.trial(), Trial::park);
      case Fact.TrialDiagnosed diagnosed ->
          onTrial(diagnosed.trial(), trial -> trial.diagnose(diagnosed));
      case Fact.ExperimentExtended extended -> this.extended = Optional.of(extended.spec());
      case Fact.ExperimentPaused _ -> status = ExperimentStatus.PAUSED;
      case Fact.ExperimentResumed _ -> status = ExperimentStatus.RUNNING;
      case Fact.ExperimentReviewed reviewed -> review(reviewed);
      case Fact.TrialEnded ended -> onTrial(ended.trial(), trial -> trial.end(ended));
      case Fact.EnsembleOrdered ordered -> orderEnsemble(ordered);
      case Fact.EnsembleScored scored ->
          ensemble = ensemble.map(building -> building.scored(scored));
      case Fact.ExperimentEnded ended -> end(ended);
    }
  }

  private void start(Fact.ExperimentStarted started) {
    spec = spec.or(() -> Optional.of(started.spec()));
    status = ExperimentStatus.RUNNING;
    startedAt = Optional.of(started.at());
  }

  private void create(Fact.TrialCreated created) {
    trials.computeIfAbsent(created.trial(), number -> new Trial(created, objective()));
    recipe.created();
  }

  private void review(Fact.ExperimentReviewed reviewed) {
    review = Optional.of(reviewed);
    recipe.reviewed(
        reviewed,
        best()
            .map(
                best -> "trial %d is the best after epoch %d".formatted(best.trial(), best.epoch()))
            .orElse("no trial gave a result"));
  }

  private void orderEnsemble(Fact.EnsembleOrdered ordered) {
    status = ExperimentStatus.ENSEMBLING;
    ensemble = Optional.of(Ensemble.ordered(ordered));
  }

  private void end(Fact.ExperimentEnded ended) {
    status = ended.status();
    reason = Optional.of(ended.reason());
    endedAt = Optional.of(ended.at());
    recipe.cut();
  }

  private void onTrial(int number, Consumer<Trial> change) {
    Optional.ofNullable(trials.get(number)).ifPresent(change);
  }

  private Objective objective() {
    return spec.map(ExperimentSpec::objective).orElse(Objective.DEFAULT);
  }

  boolean isSubmitted() {
    return spec.isPresent();
  }

  public ExperimentId id() {
    return id;
  }

  public ExperimentStatus status() {
    return status;
  }

  /** The complete document, with everything it was extended by. */
  public ExperimentSpec spec() {
    return extended.or(() -> spec).orElseThrow();
  }

  /** The complete document as it was submitted. */
  public ExperimentSpec submitted() {
    return spec.orElseThrow();
  }

  /** When a gateway took it; while its request is unread, when it was started. */
  public Instant submittedAt() {
    return requestedAt.or(() -> startedAt).orElseThrow();
  }

  /** Its facts in the order they were written. */
  public List<RecordedFact> facts() {
    return Collections.unmodifiableList(facts);
  }

  /** Its trials by number. */
  public Collection<Trial> trials() {
    return Collections.unmodifiableCollection(trials.values());
  }

  public Optional<Trial> trial(int number) {
    return Optional.ofNullable(trials.get(number));
  }

  /** The ensemble, once it has been ordered. */
  public Optional<Ensemble> ensemble() {
    return ensemble;
  }

  /** What its trials say together, once training is over. */
  public Optional<Review> review() {
    return review.map(
        reviewed ->
            new Review(
                reviewed.findings(),
                reviewed.parameters(),
                trials.values().stream()
                    .filter(trial -> !trial.findings().isEmpty())
                    .map(trial -> new Review.TrialFindings(trial.number(), trial.findings()))
                    .toList()));
  }

  /** What a list shows. */
  public ExperimentSummary summary() {
    return new ExperimentSummary(
        id,
        spec().name(),
        status,
        reason,
        submittedAt(),
        startedAt,
        endedAt,
        spec().objective(),
        TrialCounts.of(spec().search().trials(), trials.values()),
        best(),
        ensemble.flatMap(Ensemble::testAccuracy));
  }

  /** All there is to show beside the trials. */
  public ExperimentDetails details() {
    return new ExperimentDetails(summary(), spec(), recipe(), ensemble);
  }

  /** The steps of its recipe, if its search is one. */
  public Optional<List<RecipeStep>> recipe() {
    return spec().search().method() instanceof SearchSpec.Recipe
        ? Optional.of(recipe.list())
        : Optional.empty();
  }

  private Optional<ExperimentSummary.Best> best() {
    return trials.values().stream()
        .flatMap(
            trial ->
                trial.best().stream()
                    .map(
                        epoch ->
                            new ExperimentSummary.Best(
                                trial.number(), epoch.epoch(), epoch.value())))
        .max(Comparator.comparingDouble(best -> objective().score(best.value())));
  }
}
