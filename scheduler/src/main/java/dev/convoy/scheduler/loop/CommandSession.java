package dev.convoy.scheduler.loop;

import dev.convoy.protocol.kafka.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Polls, decides, commits. Any failure gives up all partitions and their states, to take them anew:
 * the path of every start.
 */
final class CommandSession implements SessionThread.Session {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Clients clients;
  private final CommandReader reader;
  private final SchedulerMeters meters;
  private final Clock clock;

  CommandSession(Clients clients, SchedulerMeters meters, Clock clock) {
    this.clients = clients;
    this.reader = new CommandReader(clients.kafka().experimentPartitions(), meters);
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public void serve(SessionThread host) {
    try (Consumer<String, byte[]> consumer = clients.commands();
        Ownership ownership = new Ownership(consumer, clients, meters)) {
      consumer.subscribe(List.of(Topic.REQUESTS.topicName(), Topic.REPORTS.topicName()), ownership);
      Instant nextTick = clock.instant();
      while (host.isRunning()) {
        ownership.process(consumer.poll(POLL), reader);
        host.serving();
        if (!clock.instant().isBefore(nextTick)) {
          ownership.tick(clock.instant());
          nextTick = clock.instant().plus(TICK);
        }
      }
      consumer.close(
          CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }
  }
}
