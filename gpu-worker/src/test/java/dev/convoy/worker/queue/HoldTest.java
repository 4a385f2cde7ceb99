package dev.convoy.worker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidRecordStateException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a lock is worth when Kafka fails in the middle of its renewal. */
class HoldTest {
  private static final Duration LOCK = Duration.ofMinutes(10);
  private static final ConsumerRecord<String, byte[]> RECORD =
      new ConsumerRecord<>("work", 0, 7, "key", new byte[0]);

  private final List<AcknowledgeType> acknowledged = new ArrayList<>();
  private final Deque<Supplier<ConsumerRecords<String, byte[]>>> polls = new ArrayDeque<>();
  private final Hold hold = new Hold(consumer(), RECORD, LOCK, System.nanoTime());

  @Test
  void aRenewedRecordThatComesBackIsHeldAndCanBeEnded() {
    polls.add(HoldTest::theRecord);

    assertThat(hold.renew()).isTrue();
    assertThat(hold.end(Outcome.DONE)).isTrue();
    assertThat(acknowledged).containsExactly(AcknowledgeType.RENEW, AcknowledgeType.ACCEPT);
  }

  @Test
  void aPollThatFailsAtARenewalLosesTheLockAtOnce() {
    polls.add(
        () -> {
          throw new DisconnectException("for a test");
        });

    assertThat(hold.renew()).isFalse();
    assertThat(hold.held()).isFalse();
    assertThat(hold.end(Outcome.DONE)).isFalse();
    assertThat(acknowledged).containsExactly(AcknowledgeType.RENEW);
  }

  @Test
  void anAnswerThatTheRecordIsSomebodyElsesLosesTheLock() {
    polls.add(
        () -> {
          throw new InvalidRecordStateException("for a test");
        });

    assertThat(hold.renew()).isFalse();
    assertThat(hold.renew()).isFalse();
    assertThat(acknowledged).containsExactly(AcknowledgeType.RENEW);
  }

  private static ConsumerRecords<String, byte[]> theRecord() {
    TopicPartition partition = new TopicPartition(RECORD.topic(), RECORD.partition());
    return new ConsumerRecords<>(
        Map.of(partition, List.of(RECORD)), Map.of(partition, new OffsetAndMetadata(8)));
  }

  /** A share consumer that remembers what is acknowledged and answers polls as it is told. */
  @SuppressWarnings("unchecked")
  private ShareConsumer<String, byte[]> consumer() {
    return (ShareConsumer<String, byte[]>)
        Proxy.newProxyInstance(
            HoldTest.class.getClassLoader(),
            new Class<?>[] {ShareConsumer.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "acknowledge" -> acknowledge((AcknowledgeType) arguments[1]);
                  case "commitSync" -> Map.of();
                  case "poll" -> polls.remove().get();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private @Nullable Object acknowledge(AcknowledgeType type) {
    acknowledged.add(type);
    return null;
  }
}
