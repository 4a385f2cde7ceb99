package dev.convoy.gateway.mesh;

import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Partitions;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.producer.KafkaWriteStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Passes requests on to the scheduler. Never blocks the caller. */
public final class RequestWriter {
  private static final MessageCodec<Request> CODEC = MessageCodec.of(Request.class);

  /** Bytes that may wait for Kafka; beyond that new requests are refused at once. */
  private static final int MOST_WAITING = 16 << 20;

  private final KafkaWriteStream<String, byte[]> producer;
  private final int partitions;

  private RequestWriter(KafkaWriteStream<String, byte[]> producer, int partitions) {
    this.producer = producer;
    this.partitions = partitions;
  }

  /**
   * Opens a producer.
   *
   * @param patience how long Kafka may take to acknowledge a request
   */
  public static RequestWriter open(Vertx vertx, KafkaSettings kafka, Duration patience) {
    Map<String, Object> settings = new HashMap<>(kafka.producer());
    settings.put("max.block.ms", patience.toMillis());
    settings.put("request.timeout.ms", (int) patience.toMillis());
    settings.put("delivery.timeout.ms", (int) patience.toMillis());
    KafkaWriteStream<String, byte[]> producer = KafkaWriteStream.create(vertx, settings);
    producer.setWriteQueueMaxSize(MOST_WAITING);
    producer.exceptionHandler(failure -> {}); // every send's own future has it
    return new RequestWriter(producer, kafka.experimentPartitions());
  }

  /**
   * Completes when every replica has the request; fails with a {@link KafkaException} if Kafka
   * doesn't say so in time, which leaves open whether the request got through.
   */
  public Future<Void> write(Request request) {
    if (producer.writeQueueFull()) {
      return Future.failedFuture(new KafkaException("Too many requests wait for Kafka already"));
    }
    int partition = Partitions.of(request.experimentId(), partitions);
    return producer
        .send(
            new ProducerRecord<>(
                Topic.REQUESTS.topicName(),
                partition,
                request.experimentId().value(),
                CODEC.encode(request)))
        .mapEmpty();
  }

  /** Waits for what is on its way, at most so long. */
  public Future<Void> close(Duration patience) {
    return producer.close(patience.toMillis());
  }
}
