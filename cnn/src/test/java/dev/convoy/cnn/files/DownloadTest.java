package dev.convoy.cnn.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.convoy.cnn.SeededRandom;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** D4: files are fetched once, checked, and gone on with after a cut. */
class DownloadTest {

  private static final byte[] CONTENT = content();

  @TempDir private Path folder;
  private final HttpServer server;
  private Path target = Path.of("");
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile Manner manner = Manner.WHOLE;

  /** What the server does with a request. */
  private enum Manner {
    WHOLE,
    CUT_THEN_RANGES,
    CUT_THEN_WHOLE,
    CUT_AT_ONCE,
    SILENT_THEN_RANGES,
    SILENT,
    ABSENT
  }

  DownloadTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    target = folder.resolve("deep").resolve("file.bin");
    server.createContext("/file.bin", this::answer);
    server.setExecutor(Thread::startVirtualThread); // a silent answer keeps no other waiting
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  @Test
  @DisplayName("D4: a file is downloaded once")
  void fetchesOnce() throws IOException {
    download(md5()).to(target);
    download(md5()).to(target);

    assertThat(target).hasBinaryContent(CONTENT);
    assertThat(ranges).containsExactly("none");
    assertThat(target.resolveSibling("file.bin.part")).doesNotExist();
  }

  @Test
  @DisplayName("D4: a download that is cut goes on where it ended")
  void goesOnAfterACut() throws IOException {
    manner = Manner.CUT_THEN_RANGES;

    download(md5()).to(target);

    assertThat(target).hasBinaryContent(CONTENT);
    assertThat(ranges).hasSize(2);
    assertThat(ranges.getLast()).startsWith("bytes=").isNotEqualTo("bytes=0-");
  }

  @Test
  @DisplayName("D4: a download whose server falls silent goes on where it ended")
  void goesOnAfterSilence() throws IOException {
    manner = Manner.SILENT_THEN_RANGES;

    impatient().to(target);

    assertThat(target).hasBinaryContent(CONTENT);
    assertThat(ranges).containsExactly("none", "bytes=5000-");
  }

  @Test
  void saysThatTheServerIsSilentAndKeepsWhatArrived() throws IOException {
    manner = Manner.SILENT;

    assertThatThrownBy(() -> impatient().to(target))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/file.bin")
        .hasMessageContaining("5000 bytes have arrived")
        .hasMessageContaining("nothing for 0.3 s");
    assertThat(target.resolveSibling("file.bin.part")).hasSize(5000);

    manner = Manner.CUT_THEN_RANGES;
    download(md5()).to(target);
    assertThat(target).hasBinaryContent(CONTENT);
    assertThat(ranges.getLast()).isEqualTo("bytes=5000-");
  }

  @Test
  void startsOverWhereTheServerIgnoresRanges() throws IOException {
    manner = Manner.CUT_THEN_WHOLE;

    download(md5()).to(target);

    assertThat(target).hasBinaryContent(CONTENT);
  }

  @Test
  void goesOnWithWhatAnotherProcessLeft() throws IOException {
    manner = Manner.CUT_THEN_RANGES;
    Files.createDirectories(folder.resolve("deep"));
    Files.write(target.resolveSibling("file.bin.part"), Arrays.copyOf(CONTENT, 1000));

    download(md5()).to(target);

    assertThat(target).hasBinaryContent(CONTENT);
    assertThat(ranges.getFirst()).isEqualTo("bytes=1000-");
  }

  @Test
  @DisplayName("D4: a wrong checksum is refused and leaves nothing")
  void refusesAWrongChecksum() {
    assertThatThrownBy(() -> download("0123456789abcdef0123456789abcdef").to(target))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/file.bin")
        .hasMessageContaining("0123456789abcdef0123456789abcdef");
    assertThat(target).doesNotExist();
    assertThat(target.resolveSibling("file.bin.part")).doesNotExist();
  }

  @Test
  void givesUpWhereNothingArrives() {
    manner = Manner.CUT_AT_ONCE;
    assertThatThrownBy(() -> download(md5()).to(target)).hasMessageContaining("0 bytes");

    manner = Manner.ABSENT;
    assertThatThrownBy(() -> download(md5()).to(target)).hasMessageContaining("404");
  }

  private Download impatient() throws IOException {
    return new Download(download(md5()).source(), md5(), Duration.ofMillis(300));
  }

  private Download download(String md5) {
    String address = "http://localhost:%d/file.bin".formatted(server.getAddress().getPort());
    return new Download(URI.create(address), md5);
  }

  private String md5() throws IOException {
    return Digests.md5(Files.write(folder.resolve("expected"), CONTENT));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range == null ? "none" : range);
    try (exchange) {
      switch (manner) {
        case WHOLE -> send(exchange, 200, 0, CONTENT.length);
        case ABSENT -> exchange.sendResponseHeaders(404, -1);
        case CUT_AT_ONCE -> send(exchange, 200, 0, 0);
        case CUT_THEN_WHOLE -> send(exchange, 200, 0, ranges.size() == 1 ? 5000 : CONTENT.length);
        case SILENT_THEN_RANGES, SILENT -> {
          int from = range == null ? 0 : 5000;
          boolean silent = from == 0 || manner == Manner.SILENT;
          send(exchange, from == 0 ? 200 : 206, from, silent ? 5000 : CONTENT.length);
          if (silent) {
            end.await();
          }
        }
        case CUT_THEN_RANGES -> {
          int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
          int to = ranges.size() == 1 ? Math.max(from, 5000) : CONTENT.length;
          send(exchange, range == null ? 200 : 206, from, to);
        }
      }
    } catch (IOException e) {
      // The body was announced longer than it is: that is the cut.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, int from, int to) throws IOException {
    exchange.sendResponseHeaders(status, CONTENT.length - from);
    exchange.getResponseBody().write(CONTENT, from, to - from);
    exchange.getResponseBody().flush();
  }

  private static byte[] content() {
    byte[] bytes = new byte[20_000];
    new SeededRandom(5).nextBytes(bytes);
    return bytes;
  }
}
