package dev.convoy.cnn.files;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;

/**
 * A file of the web, fetched once and checked. What has arrived stays in a {@code .part} file, so
 * that a download which was cut or fell silent goes on where it ended, in this process or a later
 * one; the file appears under its name whole and with the right checksum or not at all.
 *
 * @param md5 in hexadecimal, as the publisher gives it
 * @param patience how long the server may be silent
 */
public record Download(URI source, String md5, Duration patience) {

  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  /** With half a minute of patience. */
  public Download(URI source, String md5) {
    this(source, md5, USUAL_PATIENCE);
  }

  /**
   * Fetches the file unless it is there. Of several processes one fetches, the others wait.
   *
   * @throws IOException naming the address and what went wrong; what has arrived is kept, unless
   *     its checksum is wrong
   */
  public void to(Path target) throws IOException {
    Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    synchronized (Download.class) {
      try (FileChannel channel = open(sibling(target, ".lock"));
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.exists(target)) {
          fetch(target);
        }
      }
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private void fetch(Path target) throws IOException {
    Path part = sibling(target, ".part");
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      fetch(client, part);
    }
    String found = Digests.md5(part);
    if (!found.equals(md5)) {
      Files.delete(part);
      throw new IOException(
          "%s has MD5 %s where %s is expected: it was damaged on its way or replaced"
              .formatted(source, found, md5));
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Goes on after a cut as long as each attempt brings something. */
  private void fetch(HttpClient client, Path part) throws IOException {
    while (true) {
      long before = size(part);
      try {
        attempt(client, part);
        return;
      } catch (IOException e) {
        if (size(part) <= before) {
          throw new IOException(
              "%s can't be fetched, %d bytes have arrived: %s".formatted(source, before, e), e);
        }
      }
    }
  }

  private void attempt(HttpClient client, Path part) throws IOException {
    long begin = size(part);
    HttpRequest.Builder request = HttpRequest.newBuilder(source).timeout(patience);
    if (begin > 0) {
      request.header("Range", "bytes=%d-".formatted(begin));
    }
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(client, request.build());
    PatientBody body = new PatientBody(patience);
    response.body().subscribe(body);
    switch (response.statusCode()) {
      case PARTIAL -> append(body, part, begin);
      case OK -> append(body, part, 0);
      case RANGE_NOT_SATISFIABLE -> {
        body.discard();
        if (!Digests.md5(part).equals(md5)) {
          Files.delete(part);
          throw new IOException("what had arrived was longer than the file, try again");
        }
      }
      default -> {
        body.discard();
        throw new IOException("the server answers " + response.statusCode());
      }
    }
  }

  private static HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(
      HttpClient client, HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofPublisher());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void append(PatientBody body, Path part, long begin) throws IOException {
    try (FileChannel file = open(part)) {
      file.truncate(begin).position(begin);
      body.writeTo(file);
      file.force(true);
    }
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private static Path sibling(Path target, String ending) {
    return target.resolveSibling(target.getFileName() + ending);
  }
}
