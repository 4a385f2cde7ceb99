package dev.convoy.gateway.http;

import dev.convoy.gateway.view.EpochResult;
import dev.convoy.gateway.view.Experiment;
import dev.convoy.gateway.view.ExperimentSummary;
import dev.convoy.gateway.view.ExperimentsView;
import dev.convoy.gateway.view.Trial;
import dev.convoy.gateway.view.TrialSummary;
import dev.convoy.protocol.message.ExperimentId;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.RequestParameter;
import java.util.List;
import java.util.Optional;

/** What clients can look at; each operation reads the view and nothing else. */
final class Experiments {
  private static final int DEFAULT_LIMIT = 50;

  private final ExperimentsView view;

  Experiments(ExperimentsView view) {
    this.view = view;
  }

  private record Page(List<ExperimentSummary> experiments, Optional<ExperimentId> next) {}

  private record Trials(List<TrialSummary> trials) {}

  private record Metrics(int trial, List<EpochResult> epochs) {}

  void list(RoutingContext context) {
    int limit =
        Parameters.query(context, "limit").map(RequestParameter::getInteger).orElse(DEFAULT_LIMIT);
    List<Experiment> all =
        Parameters.query(context, "after")
            .map(after -> view.newestFirstAfter(last(after.getString())))
            .orElseGet(view::newestFirst);
    List<Experiment> page = all.subList(0, Math.min(limit, all.size()));
    Replies.ok(
        context,
        new Page(
            page.stream().map(Experiment::summary).toList(),
            page.size() < all.size() ? Optional.of(page.getLast().id()) : Optional.empty()));
  }

  private Experiment last(String id) {
    return Parameters.find(view, id)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        400, "after must be the next of the page before, but is '" + id + "'")));
  }

  void show(RoutingContext context) {
    Replies.ok(context, Parameters.experiment(context, view).details());
  }

  void trials(RoutingContext context) {
    Experiment experiment = Parameters.experiment(context, view);
    Replies.ok(
        context,
        new Trials(experiment.trials().stream().map(trial -> summary(experiment, trial)).toList()));
  }

  void trial(RoutingContext context) {
    Experiment experiment = Parameters.experiment(context, view);
    Replies.ok(context, summary(experiment, Parameters.trial(context, view)));
  }

  private TrialSummary summary(Experiment experiment, Trial trial) {
    TrialSummary summary = trial.summary();
    return view.observations(experiment.id(), trial.number()).map(summary::with).orElse(summary);
  }

  void observations(RoutingContext context) {
    Experiment experiment = Parameters.experiment(context, view);
    Trial trial = Parameters.trial(context, view);
    Replies.ok(
        context,
        view.observations(experiment.id(), trial.number())
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "Trial %d of %s was not observed yet, or too long ago"
                            .formatted(trial.number(), experiment.id()))));
  }

  void metrics(RoutingContext context) {
    Trial trial = Parameters.trial(context, view);
    Replies.ok(context, new Metrics(trial.number(), trial.epochs()));
  }

  void review(RoutingContext context) {
    Experiment experiment = Parameters.experiment(context, view);
    Replies.ok(
        context,
        experiment
            .review()
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "Experiment %s was not reviewed, or not yet".formatted(experiment.id()))));
  }

  void ensemble(RoutingContext context) {
    Experiment experiment = Parameters.experiment(context, view);
    Replies.ok(
        context,
        experiment
            .ensemble()
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "Experiment %s has no ensemble, or not yet".formatted(experiment.id()))));
  }
}
