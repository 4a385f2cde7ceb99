package dev.convoy.cnn.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of a response, each piece of which is waited for only so long: a server that falls
 * silent keeps nobody. For one body.
 */
final class PatientBody implements Flow.Subscriber<List<ByteBuffer>> {

  private final Duration patience;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  PatientBody(Duration patience) {
    this.patience = patience;
  }

  /** What the client tells, in order. */
  private sealed interface Event {
    record Begun(Flow.Subscription subscription) implements Event {}

    record Arrived(List<ByteBuffer> buffers) implements Event {}

    record Failed(Throwable cause) implements Event {}

    record Ended() implements Event {}
  }

  /**
   * Writes pieces as they arrive.
   *
   * @throws IOException if nothing arrives for too long, or the connection is lost; what arrived
   *     before has been written
   */
  void writeTo(WritableByteChannel target) throws IOException {
    if (next() instanceof Event.Begun(Flow.Subscription subscription)) {
      try {
        subscription.request(1);
        while (writeNext(target)) {
          subscription.request(1);
        }
      } finally {
        subscription.cancel();
      }
    }
  }

  /** Wants nothing of it. */
  void discard() throws IOException {
    if (next() instanceof Event.Begun(Flow.Subscription subscription)) {
      subscription.cancel();
    }
  }

  private boolean writeNext(WritableByteChannel target) throws IOException {
    return switch (next()) {
      case Event.Arrived(List<ByteBuffer> buffers) -> {
        for (ByteBuffer buffer : buffers) {
          while (buffer.hasRemaining()) {
            target.write(buffer);
          }
        }
        yield true;
      }
      case Event.Failed(Throwable cause) -> throw new IOException(cause);
      case Event.Begun _, Event.Ended _ -> false;
    };
  }

  private Event next() throws IOException {
    try {
      Event event = events.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (event == null) {
        throw new IOException(
            "the server has sent nothing for %.1f s".formatted(patience.toMillis() / 1000.0));
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    events.add(new Event.Begun(subscription));
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    events.add(new Event.Arrived(buffers));
  }

  @Override
  public void onError(Throwable cause) {
    events.add(new Event.Failed(cause));
  }

  @Override
  public void onComplete() {
    events.add(new Event.Ended());
  }
}
