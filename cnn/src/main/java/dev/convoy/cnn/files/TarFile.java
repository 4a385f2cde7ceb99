package dev.convoy.cnn.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The plain files of a {@code .tar.gz} (POSIX ustar), unpacked into one folder under their last
 * names; folders, links and attributes are left out.
 */
public final class TarFile {

  private static final int BLOCK = 512;
  private static final int NAME_END = 100;
  private static final int SIZE = 124;
  private static final int SIZE_END = 136;
  private static final int TYPE = 156;

  private TarFile() {}

  /**
   * Unpacks an archive.
   *
   * @throws IOException if it is damaged or cut off
   */
  public static void unpack(Path archive, Path folder) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive), 1 << 16)) {
      byte[] header = in.readNBytes(BLOCK);
      while (header.length == BLOCK && header[0] != 0) {
        entry(in, header, folder);
        header = in.readNBytes(BLOCK);
      }
      if (header.length < BLOCK) {
        throw new EOFException(archive + " is cut off");
      }
    }
  }

  private static void entry(InputStream in, byte[] header, Path folder) throws IOException {
    long size = size(header);
    String path = text(header, 0, NAME_END);
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean plain = header[TYPE] == '0' || header[TYPE] == 0;
    if (plain && !name.isEmpty()) {
      AtomicFile.write(folder.resolve(name), sink -> copy(in, size, sink));
    } else {
      in.skipNBytes(size);
    }
    in.skipNBytes(Math.ceilDiv(size, BLOCK) * BLOCK - size);
  }

  private static long size(byte[] header) throws IOException {
    String octal = text(header, SIZE, SIZE_END).strip();
    try {
      return Long.parseLong(octal, 8);
    } catch (NumberFormatException e) {
      throw new IOException("no tar archive: an entry's size is '%s'".formatted(octal), e);
    }
  }

  private static void copy(InputStream in, long size, AtomicFile.Sink sink) throws IOException {
    byte[] chunk = new byte[1 << 16];
    for (long left = size; left > 0; ) {
      int count = in.read(chunk, 0, (int) Math.min(chunk.length, left));
      if (count < 0) {
        throw new EOFException("an entry is cut off");
      }
      sink.write(MemorySegment.ofArray(chunk).asSlice(0, count));
      left -= count;
    }
  }

  /** Up to the first zero. */
  private static String text(byte[] header, int from, int to) {
    int end = from;
    while (end < to && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.US_ASCII);
  }
}
