package dev.convoy.gateway.http;

import dev.convoy.gateway.view.Experiment;
import dev.convoy.gateway.view.ExperimentsView;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.RequestParameter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Opens live streams, wakes them when their experiment changes, and closes them at the end. */
final class EventStreams {
  private final Vertx vertx;
  private final ExperimentsView view;
  private final Watchers watchers;
  private final Duration heartbeat;
  private final Set<EventStream> streams = new HashSet<>();

  EventStreams(Vertx vertx, Api.Mesh mesh, Duration heartbeat) {
    this.vertx = vertx;
    this.view = mesh.view();
    this.watchers = mesh.watchers();
    this.heartbeat = heartbeat;
  }

  void open(RoutingContext context) {
    Experiment experiment = Parameters.experiment(context, view);
    long lastOffset =
        Parameters.header(context, "Last-Event-ID").map(RequestParameter::getLong).orElse(-1L);
    EventStream stream = new EventStream(context.response(), experiment, lastOffset);
    if (stream.isOver()) {
      context.response().setStatusCode(204).end(); // tells an EventSource not to come back
    } else if (!context.response().closed()) { // nothing would tell us again that it is
      attach(stream, experiment, context.response());
      stream.begin();
    }
  }

  private void attach(EventStream stream, Experiment experiment, HttpServerResponse response) {
    Watchers.Watch watch = watchers.watch(experiment.id(), stream::advance);
    long timer = vertx.setPeriodic(heartbeat.toMillis(), now -> stream.beat());
    streams.add(stream);
    Runnable detach =
        () -> {
          watch.end();
          vertx.cancelTimer(timer);
          streams.remove(stream);
        };
    response.endHandler(ended -> detach.run());
    response.closeHandler(closed -> detach.run());
    response.exceptionHandler(failure -> detach.run());
  }

  /** Ends all streams; their clients come back with the id they saw last. */
  void close() {
    List.copyOf(streams).forEach(EventStream::end);
  }
}
