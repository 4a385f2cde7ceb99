package dev.convoy.broker;

import java.nio.file.Path;
import java.util.Properties;

/** The settings of a broker and controller in one node, small enough for a laptop. */
final class BrokerConfig {
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private BrokerConfig() {}

  static Properties of(Path dataFolder, int clientPort, int controllerPort) {
    Properties settings = new Properties();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d"
            .formatted(clientPort, CONTROLLER_LISTENER, controllerPort));
    settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + clientPort);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.listener.names", CONTROLLER_LISTENER);
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    settings.put("log.dirs", dataFolder.toAbsolutePath().toString());
    settings.put("auto.create.topics.enable", "false");
    oneCopyOfInternalTopics(settings);
    littleMemoryAndFewThreads(settings);
    quickTransactions(settings);
    quickGroups(settings);
    quickRestarts(settings);
    return settings;
  }

  private static void oneCopyOfInternalTopics(Properties settings) {
    for (String topic :
        new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
      settings.put(topic + ".replication.factor", "1");
      settings.put(topic + ".num.partitions", "4");
    }
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
  }

  private static void littleMemoryAndFewThreads(Properties settings) {
    settings.put("log.cleaner.dedupe.buffer.size", "2097152"); // by default 128 MiB of heap
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "2");
    settings.put("background.threads", "2");
    settings.put("num.recovery.threads.per.data.dir", "1");
  }

  /**
   * A broker that ends in good order first has its partitions led by others, and may wait five
   * minutes for that, though there are no others. Without that it takes no leave of the controller,
   * so the next start waits until the session of the life before is over, as after a kill.
   */
  private static void quickRestarts(Properties settings) {
    settings.put("controlled.shutdown.enable", "false");
    settings.put("broker.heartbeat.interval.ms", "500");
    settings.put("broker.session.timeout.ms", "3000");
  }

  /** One small transaction follows the other, and finds the end of the last one being written. */
  private static void quickTransactions(Properties settings) {
    settings.put("add.partitions.to.txn.retry.backoff.ms", "2");
  }

  /** Members come and go by the second here, so groups form and share locks lapse quickly. */
  private static void quickGroups(Properties settings) {
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "1000");
    settings.put("group.share.max.size", "1000");
    settings.put("group.share.min.record.lock.duration.ms", "1000");
    settings.put("group.share.max.record.lock.duration.ms", "3600000");
    settings.put("group.share.min.heartbeat.interval.ms", "200");
    settings.put("group.share.heartbeat.interval.ms", "500");
    settings.put("group.share.min.assignment.interval.ms", "0");
    settings.put("group.share.assignment.interval.ms", "0");
  }
}
