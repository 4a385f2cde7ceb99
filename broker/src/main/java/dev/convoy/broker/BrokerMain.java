package dev.convoy.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The child JVM's side of {@link ChildBroker}: starts a broker, says where on standard output, and
 * ends when standard input does, so that it never outlives its parent, however that ended.
 */
final class BrokerMain {
  static final String READY = "ready ";

  private BrokerMain() {}

  /** Arguments: the data folder, the client port (0: any free one). */
  public static void main(String[] arguments) throws IOException {
    Path dataFolder = Path.of(arguments[0]);
    try (EmbeddedKafka broker = EmbeddedKafka.start(dataFolder, Integer.parseInt(arguments[1]))) {
      System.out.println(READY + broker.bootstrapServers());
      awaitEnd(System.in);
    }
  }

  private static void awaitEnd(InputStream parent) throws IOException {
    parent.transferTo(OutputStream.nullOutputStream());
  }
}
