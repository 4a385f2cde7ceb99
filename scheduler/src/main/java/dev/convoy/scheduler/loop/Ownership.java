package dev.convoy.scheduler.loop;

import dev.convoy.protocol.kafka.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions that the group gave to this instance. Taking one goes in an order that leaves no
 * gap: first the transactional id, which fences the former owner and settles its last transaction;
 * then the committed offsets; then the facts up to their end; then what comes after those offsets.
 * Whatever a former owner committed is thus either in the facts replayed or was never committed.
 *
 * <p>A rebalance revokes everything before it assigns anew, so what is revoked is set aside, and
 * what comes back is gone on with: nothing is replayed. Had somebody else taken it in between, its
 * producer would be fenced, and the next transaction would fail.
 */
final class Ownership implements ConsumerRebalanceListener, AutoCloseable {
  private static final List<Topic> OUTPUTS = List.of(Topic.FACTS, Topic.WORK, Topic.CONTROL);

  private final Map<Integer, OwnedPartition> owned = new TreeMap<>();
  private final Map<Integer, OwnedPartition> setAside = new TreeMap<>();
  private final Consumer<String, byte[]> consumer;
  private final Clients clients;
  private final FactReplay replay;
  private final SchedulerMeters meters;

  Ownership(Consumer<String, byte[]> consumer, Clients clients, SchedulerMeters meters) {
    this.consumer = consumer;
    this.clients = clients;
    this.replay = new FactReplay(clients, meters);
    this.meters = meters;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    for (int partition : numbers(assigned)) {
      OwnedPartition kept = setAside.remove(partition);
      if (kept == null) {
        owned.computeIfAbsent(partition, this::take);
      } else {
        owned.put(partition, kept);
      }
    }
    giveUp(setAside);
  }

  /** Where decisions go is asked for here, so that the first of them needn't wait for it. */
  private OwnedPartition take(int partition) {
    Producer<String, byte[]> producer = clients.decisions(partition);
    try {
      producer.initTransactions();
      OUTPUTS.forEach(topic -> producer.partitionsFor(topic.topicName()));
      Map<TopicPartition, OffsetAndMetadata> committed =
          consumer.committed(Set.copyOf(inputs(partition)));
      OwnedPartition taken =
          new OwnedPartition(partition, producer, replay.stateOf(partition), meters);
      committed.forEach(
          (input, offset) -> {
            if (offset != null) {
              consumer.seek(input, offset);
            }
          });
      return taken;
    } catch (RuntimeException e) {
      producer.close();
      throw e;
    }
  }

  /** Nothing is in flight between two polls, so there is nothing to finish first. */
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    for (int partition : numbers(revoked)) {
      OwnedPartition former = owned.remove(partition);
      if (former != null) {
        setAside.put(partition, former);
      }
    }
  }

  /** The group took this instance for dead, so others have had its partitions since. */
  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    giveUp(owned);
    giveUp(setAside);
  }

  /** Hands each partition its records, requests before reports. */
  void process(ConsumerRecords<String, byte[]> records, CommandReader reader) {
    for (int partition : numbers(records.partitions())) {
      List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>();
      inputs(partition).forEach(input -> batch.addAll(records.records(input)));
      Map<TopicPartition, OffsetAndMetadata> next =
          inputs(partition).stream()
              .filter(records.nextOffsets()::containsKey)
              .collect(Collectors.toMap(input -> input, records.nextOffsets()::get));
      owner(partition).process(batch, next, consumer.groupMetadata(), reader);
    }
  }

  void tick(Instant now) {
    owned.values().forEach(partition -> partition.tick(now));
  }

  private OwnedPartition owner(int partition) {
    OwnedPartition owner = owned.get(partition);
    if (owner == null) {
      throw new IllegalStateException("Partition " + partition + " came without being assigned");
    }
    return owner;
  }

  private static List<TopicPartition> inputs(int partition) {
    return List.of(
        new TopicPartition(Topic.REQUESTS.topicName(), partition),
        new TopicPartition(Topic.REPORTS.topicName(), partition));
  }

  private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream()
        .map(TopicPartition::partition)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void close() {
    giveUp(owned);
    giveUp(setAside);
  }

  private static void giveUp(Map<Integer, OwnedPartition> partitions) {
    partitions.values().forEach(OwnedPartition::close);
    partitions.clear();
  }
}
