package dev.convoy.gateway.http;

import dev.convoy.gateway.view.Experiment;
import dev.convoy.gateway.view.ExperimentsView;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.spec.ExperimentReader;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.InvalidExperimentException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.RequestParameter;
import java.util.Optional;

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
    document(context)
        .compose(spec -> place(id, spec))
        .onSuccess(experiment -> Replies.accept(context, repeated ? 200 : 202, experiment))
        .onFailure(context::fail);
  }

  /** Parsed off the event loop: a hostile document may take its time. */
  private Future<ExperimentSpec> document(RoutingContext context) {
    Buffer body = Optional.ofNullable(context.body().buffer()).orElseGet(Buffer::buffer);
    Optional<ExperimentReader.Format> format = RequestGuard.format(context.request());
    if (body.length() == 0 || format.isEmpty()) {
      return Future.failedFuture(
          new ProblemException(Problem.of(400, "The body must be an experiment's document")));
    }
    byte[] bytes = body.getBytes();
    return vertx.executeBlocking(() -> read(bytes, format.get()), false);
  }

  private static ExperimentSpec read(byte[] document, ExperimentReader.Format format) {
    try {
      return ExperimentReader.read(document, format);
    } catch (InvalidExperimentException e) {
      throw new ProblemException(
          Problem.of(400, "The document is no valid experiment: " + e.getMessage(), e.errors()));
    }
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
    if (!first.spec().equals(spec)) {
      throw new ProblemException(
          Problem.of(
              422,
              "This Idempotency-Key belongs to experiment %s, which has another document; take a new key"
                  .formatted(first.id())));
    }
    return first;
  }
}
