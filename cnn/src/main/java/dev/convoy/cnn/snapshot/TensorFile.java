package dev.convoy.cnn.snapshot;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A safetensors file (https://github.com/huggingface/safetensors), mapped for reading. Its header
 * is checked as a whole when it is opened: offsets out of range, overlaps, holes, sizes that do not
 * fit the shape and headers too large to be honest are refused. Thread-safe until closed.
 */
public final class TensorFile implements AutoCloseable {

  private final Path path;
  private final Arena arena = Arena.ofShared();
  private final Map<String, String> metadata;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private TensorFile(Path path, FileChannel channel, Header header) throws IOException {
    this.path = path;
    this.metadata = header.metadata();
    MemorySegment file = map(channel, arena);
    for (Header.Entry entry : header.entries()) {
      MemorySegment data = file.asSlice(header.dataStart() + entry.begin(), entry.bytes());
      tensors.put(entry.name(), new Tensor(entry.name(), entry.type(), entry.shape(), data));
    }
  }

  /**
   * Maps a file.
   *
   * @throws SnapshotException if it is missing or not a sound safetensors file
   */
  public static TensorFile open(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        Arena meanwhile = Arena.ofConfined()) {
      Header header = Header.read(path, map(channel, meanwhile));
      return new TensorFile(path, channel, header);
    } catch (NoSuchFileException e) {
      throw new SnapshotException(path, "there is no such file", e);
    } catch (IOException e) {
      throw new SnapshotException(path, "can't be read: " + e.getMessage(), e);
    }
  }

  private static MemorySegment map(FileChannel channel, Arena arena) throws IOException {
    return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
  }

  /** Free text that the writer stored with the tensors. */
  public Map<String, String> metadata() {
    return Map.copyOf(metadata);
  }

  /** The tensors' names in the order in which they lie in the file. */
  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  public Optional<Tensor> find(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  /**
   * The tensor of a name.
   *
   * @throws SnapshotException if the file has none
   */
  public Tensor get(String name) {
    return find(name)
        .orElseThrow(() -> new SnapshotException(path, "there is no tensor '" + name + "' in it"));
  }

  @Override
  public void close() {
    arena.close();
  }
}
