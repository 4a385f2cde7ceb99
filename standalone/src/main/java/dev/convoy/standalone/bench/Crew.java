package dev.convoy.standalone.bench;

import dev.convoy.protocol.codec.MalformedMessageException;
import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.ClientThread;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;

/**
 * Some synthetic workers on one thread and one connection to the work queue. They take a leg each,
 * train in step, obey stops at the next epoch, and acknowledge their legs once every report is
 * acknowledged by the broker.
 */
final class Crew implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final MessageCodec<Work> CODEC = MessageCodec.of(Work.class);

  /** What all crews share. */
  record Ship(KafkaSettings kafka, SchedulerLoad load, Stops stops, SentReports sent) {}

  private final Ship ship;
  private final ClientThread thread;

  private Crew(Ship ship, int number) {
    this.ship = ship;
    this.thread = ClientThread.start("bench-crew-" + number, this::serve);
  }

  static Crew start(Ship ship, int number) {
    return new Crew(ship, number);
  }

  @Override
  public void close() {
    thread.close();
  }

  private void serve(BooleanSupplier open) {
    Map<String, Object> settings = new LinkedHashMap<>(ship.kafka().shareConsumer());
    settings.put("max.poll.records", Integer.toString(ship.load().crew()));
    try (ShareConsumer<String, byte[]> queue = new KafkaShareConsumer<>(settings);
        ReportSender reports = new ReportSender(ship.kafka(), ship.sent())) {
      Pace pace = new Pace(ship.load().nanosBetweenReports());
      queue.subscribe(List.of(Topic.WORK.topicName()));
      while (open.getAsBoolean()) {
        ConsumerRecords<String, byte[]> taken = queue.poll(POLL);
        if (!taken.isEmpty()) {
          work(taken, reports, pace);
          taken.forEach(record -> queue.acknowledge(record, AcknowledgeType.ACCEPT));
          queue.commitSync();
        }
      }
    }
  }

  private void work(ConsumerRecords<String, byte[]> taken, ReportSender reports, Pace pace) {
    List<SyntheticLeg> legs = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : taken) {
      switch (decode(record)) {
        case Work.TrainLeg leg ->
            legs.add(new SyntheticLeg(leg, record.deliveryCount().orElse((short) 1), reports));
        case Work.BuildEnsemble ensemble -> reports.built(ensemble);
        case Work.RunCheck check ->
            throw new IllegalStateException("Random search orders no checks, but here is " + check);
      }
    }
    train(legs, pace);
    reports.awaitAcknowledgements();
  }

  /** One report of each leg after the other, again and again until all are over. */
  private void train(List<SyntheticLeg> legs, Pace pace) {
    List<SyntheticLeg> going = legs;
    while (!going.isEmpty()) {
      List<SyntheticLeg> stillGoing = new ArrayList<>();
      for (SyntheticLeg leg : going) {
        pace.await();
        if (leg.goOn(ship.stops())) {
          stillGoing.add(leg);
        }
      }
      going = stillGoing;
    }
  }

  private static Work decode(ConsumerRecord<String, byte[]> record) {
    try {
      return CODEC.decode(record.value());
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("The scheduler ordered what can't be read", e);
    }
  }
}
