package dev.convoy.scheduler.loop;

import dev.convoy.protocol.codec.MalformedMessageException;
import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.Fact;
import dev.convoy.scheduler.core.SchedulerState;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rebuilds a partition's state from its facts, up to the last one committed. */
final class FactReplay {
  private static final Logger LOG = LoggerFactory.getLogger(FactReplay.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final MessageCodec<Fact> codec = MessageCodec.of(Fact.class);
  private final Clients clients;
  private final SchedulerMeters meters;

  FactReplay(Clients clients, SchedulerMeters meters) {
    this.clients = clients;
    this.meters = meters;
  }

  SchedulerState stateOf(int partition) {
    return meters.replays.record(
        () -> replay(new TopicPartition(Topic.FACTS.topicName(), partition)));
  }

  private SchedulerState replay(TopicPartition facts) {
    SchedulerState state = new SchedulerState();
    try (Consumer<String, byte[]> consumer = clients.facts()) {
      consumer.assign(List.of(facts));
      consumer.seekToBeginning(List.of(facts));
      long end = consumer.endOffsets(List.of(facts)).getOrDefault(facts, 0L);
      while (consumer.position(facts) < end) {
        consumer.poll(POLL).forEach(record -> apply(record, state));
      }
      LOG.info("Replayed {} up to offset {}", facts, end);
    }
    return state;
  }

  private void apply(ConsumerRecord<String, byte[]> record, SchedulerState state) {
    if (record.value() == null) {
      return;
    }
    try {
      state.apply(codec.decode(record.value()));
    } catch (MalformedMessageException e) {
      meters.skipped.increment();
      LOG.error("Skipped {}: {}", Position.of(record), e.getMessage());
    }
  }
}
