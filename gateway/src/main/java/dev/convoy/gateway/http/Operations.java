package dev.convoy.gateway.http;

import dev.convoy.gateway.view.Experiment;
import dev.convoy.gateway.view.ExperimentsView;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.spec.ExperimentReader;
import dev.convoy.protocol.spec.Extension;
import dev.convoy.protocol.spec.InvalidExperimentException;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.function.Function;

/**
 * What clients want done with an experiment that runs. A wish is passed on, not fulfilled, when it
 * is answered, and passed on even if the view has it fulfilled already, for another wish may be on
 * its way: the log decides. Saying it twice does no harm.
 */
final class Operations {
  private final Vertx vertx;
  private final ExperimentsView view;
  private final Outbox outbox;

  Operations(Vertx vertx, ExperimentsView view, Outbox outbox) {
    this.vertx = vertx;
    this.view = view;
    this.outbox = outbox;
  }

  void cancel(RoutingContext context) {
    Experiment experiment = Parameters.experiment(context, view);
    if (experiment.status() == ExperimentStatus.CANCELLED) {
      Replies.accept(context, 200, experiment);
    } else {
      requireUnended(experiment);
      pass(context, experiment, at -> new Request.CancelExperiment(experiment.id(), at));
    }
  }

  void pause(RoutingContext context) {
    Experiment experiment = training(context);
    pass(context, experiment, at -> new Request.PauseExperiment(experiment.id(), at));
  }

  void resume(RoutingContext context) {
    Experiment experiment = training(context);
    pass(context, experiment, at -> new Request.ResumeExperiment(experiment.id(), at));
  }

  void extend(RoutingContext context) {
    Experiment experiment = training(context);
    Bodies.read(vertx, context, (document, format) -> extension(experiment, document, format))
        .onSuccess(
            extension ->
                pass(
                    context,
                    experiment,
                    at -> new Request.ExtendExperiment(experiment.id(), extension, at)))
        .onFailure(context::fail);
  }

  private static Extension extension(
      Experiment experiment, byte[] document, ExperimentReader.Format format)
      throws InvalidExperimentException {
    Extension extension = Extension.read(document, format);
    extension.applyTo(experiment.spec());
    return extension;
  }

  private void pass(
      RoutingContext context, Experiment experiment, Function<Instant, Request> request) {
    outbox
        .write(request)
        .onSuccess(written -> Replies.accept(context, 202, experiment))
        .onFailure(context::fail);
  }

  /** The experiment in the path; a 409 if its trials are over. */
  private Experiment training(RoutingContext context) {
    Experiment experiment = Parameters.experiment(context, view);
    requireUnended(experiment);
    if (experiment.status() == ExperimentStatus.ENSEMBLING) {
      throw new ProblemException(
          Problem.of(
              409,
              "All trials of %s have ended, its ensemble is being built; it can only be cancelled"
                  .formatted(experiment.id())));
    }
    return experiment;
  }

  private static void requireUnended(Experiment experiment) {
    if (experiment.status().ended()) {
      throw new ProblemException(
          Problem.of(409, "%s has ended already".formatted(experiment.id())));
    }
  }
}
