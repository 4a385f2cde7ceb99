package dev.convoy.scheduler.loop;

import dev.convoy.protocol.codec.MalformedMessageException;
import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.Partitions;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.Message;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Request;
import dev.convoy.scheduler.core.Command;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads records as commands; what can't be read or decided is counted, logged once and skipped. */
final class CommandReader {
  private static final Logger LOG = LoggerFactory.getLogger(CommandReader.class);

  private final MessageCodec<Request> requests = MessageCodec.of(Request.class);
  private final MessageCodec<Report> reports = MessageCodec.of(Report.class);
  private final Set<Position> undecidable = new HashSet<>();
  private final int partitions;
  private final SchedulerMeters meters;

  /**
   * A reader.
   *
   * @param partitions of every topic keyed by experiment
   */
  CommandReader(int partitions, SchedulerMeters meters) {
    this.partitions = partitions;
    this.meters = meters;
  }

  Optional<Command> read(ConsumerRecord<String, byte[]> record) {
    if (undecidable.contains(Position.of(record))) {
      return Optional.empty();
    }
    try {
      return Optional.of(command(record));
    } catch (MalformedMessageException | RuntimeException e) {
      meters.skipped.increment();
      LOG.error("Skipped {}: {}", Position.of(record), e.getMessage());
      return Optional.empty();
    }
  }

  /** The core could not decide this record; it is not to be read again. */
  void refuse(ConsumerRecord<String, byte[]> record, RuntimeException why) {
    undecidable.add(Position.of(record));
    meters.skipped.increment();
    LOG.error("Skipped {}, which can't be decided", Position.of(record), why);
  }

  private Command command(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
    if (record.topic().equals(Topic.REQUESTS.topicName())) {
      return new Command.Requested(inItsPartition(requests.decode(record.value()), record));
    }
    return new Command.Reported(inItsPartition(reports.decode(record.value()), record));
  }

  /** An experiment outside its partition would have two owners. */
  private <M extends Message> M inItsPartition(M message, ConsumerRecord<?, ?> record) {
    int right = Partitions.of(message.experimentId(), partitions);
    if (right != record.partition()) {
      throw new IllegalArgumentException(
          "%s belongs into partition %d".formatted(message.experimentId(), right));
    }
    return message;
  }
}
