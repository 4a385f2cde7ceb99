package dev.convoy.cnn.data;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Maps files for reading, for as long as anybody holds on to the memory. */
final class Mapping {

  private Mapping() {}

  static MemorySegment of(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    } catch (NoSuchFileException e) {
      throw new DataException(file, "there is no such file", e);
    } catch (IOException e) {
      throw new DataException(file, "can't be read: " + e, e);
    }
  }
}
