package dev.convoy.cnn.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * An IDX file, mapped, whose length is the one its header says.
 *
 * @param path the file as the user knows it, packed or not
 */
record IdxFile(Path path, IdxHeader header, MemorySegment memory) {

  /**
   * Maps a file; one that ends in {@code .gz} is unpacked into the cache first.
   *
   * @throws DataException if it is cut off, padded or no IDX file of so many dimensions
   */
  static IdxFile open(Path path, int dimensions, Path cache) {
    boolean packed = path.toString().endsWith(".gz");
    Path plain = packed ? new GzipCache(cache).unpackIdx(path, dimensions) : path;
    MemorySegment memory = Mapping.of(plain);
    byte[] start =
        memory
            .asSlice(0, Math.min(IdxHeader.MOST_BYTES, memory.byteSize()))
            .toArray(ValueLayout.JAVA_BYTE);
    IdxHeader header = IdxHeader.read(path, ByteBuffer.wrap(start), dimensions);
    if (memory.byteSize() != header.fileBytes()) {
      throw new DataException(
          path,
          "holds %d bytes where its header says %d: it is cut off or damaged"
              .formatted(memory.byteSize(), header.fileBytes()));
    }
    return new IdxFile(path, header, memory);
  }

  int count() {
    return header.count();
  }
}
