package dev.convoy.cnn.data;

import dev.convoy.cnn.files.AtomicFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks gzip files once, into a folder of ours, so that they can be mapped. The packed file's
 * folder is left alone. A file that changes is unpacked again.
 *
 * @param cache our folder
 */
record GzipCache(Path cache) {

  /** Deflate can't pack tighter than this; a header that claims more does not tell the truth. */
  private static final long MOST_PACKED = 1032;

  private static final int CHUNK = 1 << 16;

  /**
   * Gives the unpacked form of an IDX file, whose header says how long it may be.
   *
   * @throws DataException if the file is no gzip file, cut off, or not what its header says
   */
  Path unpackIdx(Path packed, int dimensions) {
    try {
      Path target = target(packed);
      if (Files.notExists(target)) {
        AtomicFile.write(target, sink -> unpack(packed, dimensions, sink));
      }
      return target;
    } catch (NoSuchFileException e) {
      throw new DataException(packed, "there is no such file", e);
    } catch (EOFException e) {
      throw new DataException(packed, "is cut off", e);
    } catch (ZipException e) {
      throw new DataException(packed, "is no sound gzip file: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DataException(packed, "can't be unpacked into " + cache + ": " + e, e);
    }
  }

  private Path target(Path packed) throws IOException {
    String version =
        "%s-%d-%d"
            .formatted(
                packed.toRealPath(),
                Files.size(packed),
                Files.getLastModifiedTime(packed).toMillis());
    String name = packed.getFileName().toString().replaceFirst("\\.gz$", "");
    return cache
        .resolve("unpacked")
        .resolve(UUID.nameUUIDFromBytes(version.getBytes(StandardCharsets.UTF_8)).toString())
        .resolve(name);
  }

  private static void unpack(Path packed, int dimensions, AtomicFile.Sink sink) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(packed), CHUNK)) {
      byte[] start = in.readNBytes(IdxHeader.MOST_BYTES);
      IdxHeader header = IdxHeader.read(packed, ByteBuffer.wrap(start), dimensions);
      long expected = header.fileBytes();
      if (expected / MOST_PACKED > Files.size(packed)) {
        throw new DataException(
            packed, "its header claims %d bytes, more than it can hold".formatted(expected));
      }
      sink.write(MemorySegment.ofArray(start));
      long length = start.length + copy(in, expected - start.length, sink);
      if (length != expected || in.read() >= 0) {
        throw new DataException(
            packed, "holds more or less than the %d bytes its header says".formatted(expected));
      }
    }
  }

  private static long copy(InputStream in, long most, AtomicFile.Sink sink) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long copied = 0;
    while (copied < most) {
      int count = in.read(chunk, 0, (int) Math.min(chunk.length, most - copied));
      if (count < 0) {
        break;
      }
      sink.write(MemorySegment.ofArray(chunk).asSlice(0, count));
      copied += count;
    }
    return copied;
  }
}
