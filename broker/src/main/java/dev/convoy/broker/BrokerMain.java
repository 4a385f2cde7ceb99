package dev.convoy.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Runs a broker in a process of its own, says on standard output where it serves, and ends in good
 * order on SIGTERM or when standard input ends, so that it never outlives the parent that holds the
 * other end of that pipe, however that ended.
 */
public final class BrokerMain {
  static final String READY = "ready ";

  private BrokerMain() {}

  /** Arguments: the data folder, the client port (0: any free one). */
  public static void main(String[] arguments) throws IOException {
    Path dataFolder = Path.of(arguments[0]);
    try (EmbeddedKafka broker = EmbeddedKafka.start(dataFolder, Integer.parseInt(arguments[1]))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(broker), "shutdown"));
      System.out.println(READY + broker.bootstrapServers());
      awaitEnd(System.in);
    }
  }

  private static void close(EmbeddedKafka broker) {
    try {
      broker.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitEnd(InputStream parent) throws IOException {
    parent.transferTo(OutputStream.nullOutputStream());
  }
}
