package dev.convoy.cnn.files;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;

/**
 * Files that appear whole or not at all, whenever the process or the machine dies: written under a
 * temporary name, synced, renamed, and the folder synced so that the name lasts too.
 */
public final class AtomicFile {

  private static final int CHUNK = 1 << 20;
  private static final String TEMPORARY = ".tmp";

  private AtomicFile() {}

  /** Where the content goes, piece by piece. */
  public interface Sink {
    void write(MemorySegment bytes) throws IOException;
  }

  /** What writes the content. */
  public interface Content {
    void writeTo(Sink sink) throws IOException;
  }

  /**
   * Writes a file, replacing one of the same name.
   *
   * @return its SHA-256, in hexadecimal
   * @throws IOException if it can't be written; nothing is left behind then
   */
  public static String write(Path target, Content content) throws IOException {
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + TEMPORARY);
    try {
      Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent());
      Files.createDirectories(folder);
      String sha256 = writeSynced(temporary, content);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      syncFolder(folder);
      return sha256;
    } catch (IOException | RuntimeException e) {
      discard(temporary, e);
      throw e;
    }
  }

  /**
   * Deletes what writers that were killed left in a folder, if there is such a folder. A writer
   * still at it fails.
   *
   * @throws IOException if something can't be deleted
   */
  public static void discardUnfinished(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ".*" + TEMPORARY)) {
        for (Path each : left) {
          Files.deleteIfExists(each);
        }
      }
    }
  }

  private static String writeSynced(Path file, Content content) throws IOException {
    MessageDigest digest = Digests.sha256();
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      content.writeTo(bytes -> writeInChunks(bytes, chunk, channel, digest));
      channel.force(true);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void writeInChunks(
      MemorySegment bytes, ByteBuffer chunk, FileChannel channel, MessageDigest digest)
      throws IOException {
    for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
      int count = (int) Math.min(CHUNK, bytes.byteSize() - at);
      MemorySegment.copy(bytes, at, MemorySegment.ofBuffer(chunk.clear()), 0, count);
      digest.update(chunk.limit(count));
      chunk.flip();
      while (chunk.hasRemaining()) {
        channel.write(chunk);
      }
    }
  }

  private static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void discard(Path temporary, Exception cause) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
