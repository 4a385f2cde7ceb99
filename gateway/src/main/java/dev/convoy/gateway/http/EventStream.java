package dev.convoy.gateway.http;

import dev.convoy.gateway.view.Experiment;
import dev.convoy.gateway.view.RecordedFact;
import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.message.Fact;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * One client's live view of an experiment, as server-sent events (WHATWG HTML, section 9.2). A
 * cursor walks the experiment's facts, past ones first; while the client is slow the cursor stands,
 * so no stream has a buffer of its own and none loses or doubles a fact. The event's id is the
 * fact's offset. Not thread-safe: event-loop context only.
 */
final class EventStream {
  private static final MessageCodec<Fact> CODEC = MessageCodec.of(Fact.class);
  private static final Buffer HEARTBEAT = Buffer.buffer(": still here\n\n");

  private final HttpServerResponse response;
  private final Experiment experiment;
  private int next;

  /**
   * A stream of the facts behind an offset.
   *
   * @param lastOffset of the fact that the client has seen last; -1: none
   */
  EventStream(HttpServerResponse response, Experiment experiment, long lastOffset) {
    this.response = response;
    this.experiment = experiment;
    this.next = firstBehind(lastOffset, experiment.facts());
  }

  private static int firstBehind(long offset, List<RecordedFact> facts) {
    int index = facts.size();
    while (index > 0 && facts.get(index - 1).offset() > offset) {
      index--;
    }
    return index;
  }

  /** Whether the client has seen all there is and ever will be. */
  boolean isOver() {
    return experiment.status().ended() && next == experiment.facts().size();
  }

  void begin() {
    response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream");
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store").putHeader("X-Accel-Buffering", "no");
    response.writeHead();
    advance();
  }

  /** Sends what the client hasn't seen; ends with the experiment. */
  void advance() {
    while (next < experiment.facts().size() && !response.writeQueueFull()) {
      response.write(event(experiment.facts().get(next)));
      next++;
    }
    if (isOver()) {
      end();
    } else if (response.writeQueueFull()) {
      response.drainHandler(drained -> advance());
    }
  }

  private static Buffer event(RecordedFact recorded) {
    return Buffer.buffer()
        .appendString("id: " + recorded.offset())
        .appendString("\nevent: " + recorded.fact().getClass().getSimpleName())
        .appendString("\ndata: ")
        .appendBytes(CODEC.encode(recorded.fact()))
        .appendString("\n\n");
  }

  /** Shows proxies and the client that the stream lives. */
  void beat() {
    if (!response.writeQueueFull()) {
      response.write(HEARTBEAT);
    }
  }

  void end() {
    if (!response.ended() && !response.closed()) {
      response.end();
    }
  }
}
