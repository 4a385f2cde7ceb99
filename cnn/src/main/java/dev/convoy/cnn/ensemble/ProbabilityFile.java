package dev.convoy.cnn.ensemble;

import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.cnn.snapshot.Tensor;
import dev.convoy.cnn.snapshot.TensorFile;
import dev.convoy.cnn.snapshot.TensorWriter;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Probabilities that are kept, so that they needn't be computed again: a safetensors file of one
 * tensor, {@code images x classes}, which appears whole or not at all.
 *
 * @param path of the file
 * @param origin what tells these probabilities from all others, such as the digest of the weights;
 *     it is stored with them, and a file of another origin counts as none
 */
public record ProbabilityFile(Path path, Map<String, String> origin) {
  private static final String TENSOR = "probabilities";
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Copies the map. */
  public ProbabilityFile {
    origin = Map.copyOf(origin);
  }

  /** What is kept; empty if there is nothing, or it is damaged or of another origin. */
  public Optional<Probabilities> find() {
    try (TensorFile file = TensorFile.open(path)) {
      return file.metadata().equals(origin)
          ? Optional.of(new Probabilities(rows(file.get(TENSOR))))
          : Optional.empty();
    } catch (SnapshotException e) {
      return Optional.empty();
    }
  }

  private static float[][] rows(Tensor tensor) {
    int images = Math.toIntExact(tensor.shape().getFirst());
    int classes = Math.toIntExact(tensor.shape().getLast());
    float[][] rows = new float[images][];
    for (int image = 0; image < images; image++) {
      long row = (long) Float.BYTES * classes;
      rows[image] = tensor.data().asSlice(image * row, row).toArray(FLOAT);
    }
    return rows;
  }

  /**
   * Keeps probabilities, instead of what was kept before.
   *
   * @throws SnapshotException if they can't be written
   */
  public void keep(Probabilities probabilities) {
    float[][] rows = probabilities.rows();
    int classes = rows[0].length;
    float[] values = new float[Math.multiplyExact(rows.length, classes)];
    for (int image = 0; image < rows.length; image++) {
      System.arraycopy(rows[image], 0, values, image * classes, classes);
    }
    List<Long> shape = List.of((long) rows.length, (long) classes);
    TensorWriter.write(path, List.of(Tensor.of(TENSOR, shape, values)), origin);
  }
}
