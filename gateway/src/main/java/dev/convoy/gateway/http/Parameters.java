package dev.convoy.gateway.http;

import dev.convoy.gateway.view.Experiment;
import dev.convoy.gateway.view.ExperimentsView;
import dev.convoy.gateway.view.Trial;
import dev.convoy.protocol.message.ExperimentId;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.Map;
import java.util.Optional;

/** What a request names, after the contract has found its parameters valid. */
final class Parameters {

  private Parameters() {}

  /** The experiment in the path; a 404 if there is none. */
  static Experiment experiment(RoutingContext context, ExperimentsView view) {
    String id = required(validated(context).getPathParameters(), "id").getString();
    return find(view, id)
        .orElseThrow(() -> ProblemException.notFound("There is no experiment " + id));
  }

  /** The trial in the path; a 404 if there is none. */
  static Trial trial(RoutingContext context, ExperimentsView view) {
    Experiment experiment = experiment(context, view);
    int number = required(validated(context).getPathParameters(), "trial").getInteger();
    return experiment
        .trial(number)
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "Experiment %s has no trial %d, or not yet"
                        .formatted(experiment.id(), number)));
  }

  /** An experiment by an id that may have any form. */
  static Optional<Experiment> find(ExperimentsView view, String id) {
    try {
      return view.find(new ExperimentId(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static Optional<RequestParameter> header(RoutingContext context, String name) {
    return optional(validated(context).getHeaders(), name);
  }

  static Optional<RequestParameter> query(RoutingContext context, String name) {
    return optional(validated(context).getQuery(), name);
  }

  private static ValidatedRequest validated(RoutingContext context) {
    return context.get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST);
  }

  private static RequestParameter required(Map<String, RequestParameter> found, String name) {
    return optional(found, name).orElseThrow();
  }

  private static Optional<RequestParameter> optional(
      Map<String, RequestParameter> found, String name) {
    return Optional.ofNullable(found.get(name)).filter(parameter -> !parameter.isNull());
  }
}
