package dev.convoy.scheduler.loop;

import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Work;
import dev.convoy.scheduler.core.Command;
import dev.convoy.scheduler.core.Decision;
import dev.convoy.scheduler.core.Scheduler;
import dev.convoy.scheduler.core.SchedulerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition's state and the right to write what is decided about it. After any exception it is of
 * no more use: the state is ahead of the log. Belongs to the loop's thread.
 */
final class OwnedPartition implements AutoCloseable {
  private final MessageCodec<Fact> facts = MessageCodec.of(Fact.class);
  private final MessageCodec<Work> work = MessageCodec.of(Work.class);
  private final MessageCodec<Control> control = MessageCodec.of(Control.class);
  private final int partition;
  private final Producer<String, byte[]> producer;
  private final SchedulerState state;
  private final SchedulerMeters meters;

  OwnedPartition(
      int partition,
      Producer<String, byte[]> producer,
      SchedulerState state,
      SchedulerMeters meters) {
    this.partition = partition;
    this.producer = producer;
    this.state = state;
    this.meters = meters;
  }

  /** Decides a batch and writes its outcome and its offsets in one transaction. */
  void process(
      List<ConsumerRecord<String, byte[]>> batch,
      Map<TopicPartition, OffsetAndMetadata> next,
      ConsumerGroupMetadata group,
      CommandReader reader) {
    meters.transactions.record(
        () -> {
          List<Decision> decisions = decide(batch, reader);
          producer.beginTransaction();
          decisions.forEach(this::send);
          producer.sendOffsetsToTransaction(next, group);
          producer.commitTransaction();
        });
  }

  /** Lets time pass. */
  void tick(Instant now) {
    Decision decision = Scheduler.handle(state, new Command.Tick(now));
    if (!decision.isNothing()) {
      producer.beginTransaction();
      send(decision);
      producer.commitTransaction();
    }
  }

  private List<Decision> decide(List<ConsumerRecord<String, byte[]>> batch, CommandReader reader) {
    List<Decision> decisions = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : batch) {
      Optional<Command> command = reader.read(record);
      if (command.isPresent()) {
        decisions.add(decide(record, command.get(), reader));
      }
    }
    return decisions;
  }

  private Decision decide(
      ConsumerRecord<String, byte[]> record, Command command, CommandReader reader) {
    meters.commands.increment();
    try {
      return Scheduler.handle(state, command);
    } catch (RuntimeException e) {
      reader.refuse(record, e);
      throw new UndecidableException(Position.of(record), e);
    }
  }

  private void send(Decision decision) {
    for (Fact fact : decision.facts()) {
      send(Topic.FACTS, partition, fact.key(), facts.encode(fact));
    }
    for (Work order : decision.work()) {
      send(Topic.WORK, 0, order.experimentId().value(), work.encode(order));
    }
    for (Control message : decision.control()) {
      send(Topic.CONTROL, partition, message.experimentId().value(), control.encode(message));
    }
    meters.facts.increment(decision.facts().size());
  }

  /** A failed send fails the commit, so its future need not be looked at. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void send(Topic topic, int to, String key, byte[] value) {
    producer.send(new ProducerRecord<>(topic.topicName(), to, key, value));
  }

  /** Gives the partition up; an open transaction is left to whoever takes over. */
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
