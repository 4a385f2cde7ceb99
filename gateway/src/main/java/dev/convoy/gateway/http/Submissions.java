package dev.convoy.gateway.http;

import dev.convoy.gateway.view.Experiment;
import dev.convoy.gateway.view.ExperimentsView;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.spec.ExperimentReader;
import dev.convoy.protocol.spec.ExperimentSpec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.RequestParameter;

/**
 * New experiments. A submission is answered once its experiment has come back through Kafka: the
 * log decides which of two documents under one key was first, and whoever posted sees what he
 * posted.
 */
final class Submissions {
  private final Vertx vertx;
  private final ExperimentsView view;
  private final Watchers watchers;
  private final Outbox outbox;

  Submissions(Vertx vertx, Api.Mesh mesh, Outbox outbox) {
    this.vertx = vertx;
    this.view = mesh.view();
    this.watchers = mesh.watchers();
    this.outbox = outbox;
  }

  void submit(RoutingContext context) {
    ExperimentId id =
        Parameters.header(context, "Idempotency-Key")
            .map(RequestParameter::getString)
            .map(ExperimentIds::of)
            .orElseGet(ExperimentIds::random);
    boolean repeated = view.find(id).isPresent();
    Bodies.read(vertx, context, ExperimentReader::read)
        .compose(spec -> place(id, spec))
        .onSuccess(experiment -> Replies.accept(context, repeated ? 200 : 202, experiment))
        .onFailure(context::fail);
  }

  private Future<Experiment> place(ExperimentId id, ExperimentSpec spec) {
    return view.find(id)
        .map(Future::succeededFuture)
        .orElseGet(
            () ->
                outbox
                    .write(at -> new Request.SubmitExperiment(id, spec, at))
                    .compose(written -> shownInView(id)))
        .map(first -> requireSame(first, spec));
  }

  private Future<Experiment> shownInView(ExperimentId id) {
    Promise<Experiment> shown = Promise.promise();
    Runnable look = () -> view.find(id).ifPresent(shown::tryComplete);
    Watchers.Watch watch = watchers.watch(id, look);
    look.run();
    return outbox.withinPatience(shown.future()).onComplete(outcome -> watch.end());
  }

  private static Experiment requireSame(Experiment first, ExperimentSpec spec) {
    if (!first.submitted().equals(spec)) {
      throw new ProblemException(
          Problem.of(
              422,
              "This Idempotency-Key belongs to experiment %s, which has another document; take a new key"
                  .formatted(first.id())));
    }
    return first;
  }
}
