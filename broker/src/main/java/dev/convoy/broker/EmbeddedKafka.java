package dev.convoy.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real single-node KRaft broker and controller in this JVM, bound to loopback. Every use of
 * Kafka's internal classes is in this file. A fatal fault of the broker, such as its data folder
 * being deleted beneath it, halts the whole JVM. Close is idempotent.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private final FolderLock lock;
  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private EmbeddedKafka(FolderLock lock, KafkaRaftServer server, String bootstrapServers) {
    this.lock = lock;
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker over a folder, which is formatted on first use and kept.
   *
   * @param clientPort where clients connect; 0: a free port
   * @throws IOException if the folder can't be written, or another broker holds it
   * @throws RuntimeException if the port is taken
   */
  public static EmbeddedKafka start(Path dataFolder, int clientPort) throws IOException {
    FolderLock lock = FolderLock.take(dataFolder);
    try {
      int[] free = freePorts(2);
      int port = clientPort == 0 ? free[0] : clientPort;
      format(dataFolder);
      Properties settings = BrokerConfig.of(dataFolder, port, free[1]);
      return new EmbeddedKafka(lock, startServer(settings), "127.0.0.1:" + port);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Where clients connect, as host:port. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() throws IOException {
    server.shutdown();
    server.awaitShutdown();
    lock.close();
  }

  private static KafkaRaftServer startServer(Properties settings) {
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    try {
      server.startup();
      return server;
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    }
  }

  private static void format(Path dataFolder) throws IOException {
    if (Files.exists(dataFolder.resolve("meta.properties"))) {
      return;
    }
    Formatter formatter =
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setClusterId(Uuid.randomUuid().toString())
            .setNodeId(BrokerConfig.NODE_ID)
            .setControllerListenerName(BrokerConfig.CONTROLLER_LISTENER)
            .setMetadataLogDirectory(dataFolder.toAbsolutePath().toString())
            .addDirectory(dataFolder.toAbsolutePath().toString())
            .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION);
    try {
      formatter.run();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("Can't format " + dataFolder + " for Kafka", e);
    }
  }

  /** Ports that were free a moment ago; the controller's must be known before the start. */
  private static int[] freePorts(int count) throws IOException {
    ServerSocket[] sockets = new ServerSocket[count];
    int[] ports = new int[count];
    for (int i = 0; i < count; i++) {
      sockets[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      ports[i] = sockets[i].getLocalPort();
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }
}
