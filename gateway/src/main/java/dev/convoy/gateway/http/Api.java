package dev.convoy.gateway.http;

import static java.util.Map.entry;

import dev.convoy.gateway.mesh.RequestWriter;
import dev.convoy.gateway.view.ExperimentsView;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.Map;
import java.util.stream.IntStream;

/** Joins every operation of the contract with what carries it out. */
public final class Api {
  private final Vertx vertx;
  private final Limits limits;
  private final Future<Void> caughtUp;
  private final ApiContract contract = ApiContract.load();
  private final Experiments experiments;
  private final Submissions submissions;
  private final Operations operations;
  private final EventStreams streams;

  /** What the API stands on: what is known, who hears of changes, and the way to the scheduler. */
  public record Mesh(
      ExperimentsView view, Watchers watchers, RequestWriter requests, Future<Void> caughtUp) {}

  /** An API on a mesh; until the view has caught up it answers 503. */
  public Api(Vertx vertx, Mesh mesh, Limits limits) {
    this.vertx = vertx;
    this.limits = limits;
    this.caughtUp = mesh.caughtUp();
    this.experiments = new Experiments(mesh.view());
    Outbox outbox = new Outbox(mesh.requests(), limits.kafkaPatience());
    this.submissions = new Submissions(vertx, mesh, outbox);
    this.operations = new Operations(vertx, mesh.view(), outbox);
    this.streams = new EventStreams(vertx, mesh, limits.heartbeat());
  }

  /** The router; fails if the contract can't be read. */
  public Future<Router> router() {
    return contract.forRouting(vertx).map(this::router);
  }

  /** Ends the live streams; their clients come back with the id they saw last. */
  public void close() {
    streams.close();
  }

  private Router router(OpenAPIContract routes) {
    RouterBuilder builder = RouterBuilder.create(vertx, routes);
    builder.rootHandler(new RequestGuard());
    builder.rootHandler(BodyHandler.create(false).setBodyLimit(limits.maxBodyBytes()));
    onceCaughtUp().forEach((operation, handler) -> add(builder, operation, awaiting(handler)));
    atOnce().forEach((operation, handler) -> add(builder, operation, handler));
    Router router = builder.createRouter();
    ProblemHandler problems = new ProblemHandler(routes, limits.maxBodyBytes());
    IntStream.range(400, 600)
        .forEach(
            status -> router.errorHandler(status, context -> problems.answer(context, status)));
    return router;
  }

  private Map<String, Handler<RoutingContext>> onceCaughtUp() {
    return Map.ofEntries(
        entry("submitExperiment", submissions::submit),
        entry("cancelExperiment", operations::cancel),
        entry("pauseExperiment", operations::pause),
        entry("resumeExperiment", operations::resume),
        entry("extendExperiment", operations::extend),
        entry("listExperiments", experiments::list),
        entry("showExperiment", experiments::show),
        entry("listTrials", experiments::trials),
        entry("showTrial", experiments::trial),
        entry("showMetrics", experiments::metrics),
        entry("showObservations", experiments::observations),
        entry("showEnsemble", experiments::ensemble),
        entry("showReview", experiments::review),
        entry("followExperiment", streams::open));
  }

  private Map<String, Handler<RoutingContext>> atOnce() {
    Documents documents = new Documents(contract);
    return Map.of(
        "openApiYaml", documents::openApiYaml,
        "openApiJson", documents::openApiJson,
        "experimentSchema", documents::experimentSchema);
  }

  private static void add(
      RouterBuilder builder, String operation, Handler<RoutingContext> handler) {
    builder.getRoute(operation).addHandler(handler);
  }

  private Handler<RoutingContext> awaiting(Handler<RoutingContext> handler) {
    return context -> {
      if (!caughtUp.isComplete()) {
        throw new ProblemException(
            Problem.of(503, "The gateway is still reading the history from Kafka"));
      }
      handler.handle(context);
    };
  }
}
