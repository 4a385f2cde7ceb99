package dev.convoy.cnn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.convoy.cnn.files.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** D4: datasets known by name come from the web, whole or not at all. */
class PublishedTest {

  private static final int RECORD = 3073;

  @TempDir private Path folder;
  private final HttpServer server;

  PublishedTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    server.createContext(
        "/",
        exchange -> {
          Path file = folder.resolve("web" + exchange.getRequestURI().getPath());
          try (exchange) {
            if (Files.exists(file)) {
              exchange.sendResponseHeaders(200, Files.size(file));
              Files.copy(file, exchange.getResponseBody());
            } else {
              exchange.sendResponseHeaders(404, -1);
            }
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  @DisplayName("D4: CIFAR-10 is fetched, checked, unpacked from its archive and opened")
  void unpacksAnArchive() throws IOException {
    Path archive = Files.createDirectories(folder.resolve("web")).resolve("cifar.tar.gz");
    Files.write(archive, archive());
    Published cifar =
        new Published(
            "cifar10", web(), List.of(new Published.Item("cifar.tar.gz", Digests.md5(archive))));

    cifar.fetch(home().downloads("cifar10"));

    Splits splits = Datasets.open(DatasetSpec.named("cifar10"), home());
    assertThat(splits.training().size() + splits.validation().size()).isEqualTo(100);
    assertThat(splits.test().size()).isEqualTo(20);
    assertThat(splits.classNames()).contains("class 9");
  }

  @Test
  @DisplayName("D4: a failure names the address, the checksum and the remedy")
  void namesAddressChecksumAndRemedy() {
    assertThatThrownBy(() -> Datasets.open(DatasetSpec.named("mnist"), home()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(web() + "mnist/train-images-idx3-ubyte.gz")
        .hasMessageContaining("f68b3c2dcbeaaa9fbdd348bbdeb94873")
        .hasMessageContaining("404")
        .hasMessageContaining("CONVOY_DATA");
    assertThat(home().downloads("mnist")).doesNotExist();
  }

  @Test
  @DisplayName("D4: a local folder comes first, and nothing is downloaded beside it")
  void doesNotDownloadBesideALocalFolder() {
    DataHome local = new DataHome(Optional.of(folder), folder.resolve("cache"), Optional.of(web()));

    assertThatThrownBy(() -> Datasets.open(DatasetSpec.named("mnist"), local))
        .hasMessageContaining("has no files of dataset mnist");
  }

  private DataHome home() {
    return new DataHome(Optional.empty(), folder.resolve("cache"), Optional.of(web()));
  }

  private URI web() {
    return URI.create("http://localhost:%d/".formatted(server.getAddress().getPort()));
  }

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream tar = new GZIPOutputStream(bytes)) {
      entry(tar, "cifar-10-batches-bin/", '5', new byte[0]);
      for (int batch = 1; batch <= 5; batch++) {
        entry(tar, "cifar-10-batches-bin/data_batch_%d.bin".formatted(batch), '0', records());
      }
      entry(tar, "cifar-10-batches-bin/test_batch.bin", '0', records());
      StringBuilder names = new StringBuilder();
      for (int i = 0; i < 10; i++) {
        names.append("class ").append(i).append('\n');
      }
      byte[] text = names.toString().getBytes(StandardCharsets.US_ASCII);
      entry(tar, "cifar-10-batches-bin/batches.meta.txt", '0', text);
      tar.write(new byte[1024]);
    }
    return bytes.toByteArray();
  }

  private static byte[] records() {
    byte[] records = new byte[20 * RECORD];
    for (int i = 0; i < 20; i++) {
      records[i * RECORD] = (byte) (i % 10);
    }
    return records;
  }

  private static void entry(GZIPOutputStream tar, String name, char type, byte[] content)
      throws IOException {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 124, "%011o".formatted(content.length));
    header[156] = (byte) type;
    put(header, 257, "ustar");
    tar.write(header);
    tar.write(content);
    tar.write(new byte[Math.ceilDiv(content.length, 512) * 512 - content.length]);
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
