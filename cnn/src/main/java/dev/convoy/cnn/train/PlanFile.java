package dev.convoy.cnn.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.files.AtomicFile;
import dev.convoy.cnn.kernels.KernelPlan;
import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * The ways by which an experiment computes one network on one kind of device: {@code
 * plan-<network>.json} in its folder. The first run of that network chooses, all others keep to it,
 * whichever worker and whichever version of the program trains them; so a trial is a function of
 * its spec, its seed, the data and this file.
 *
 * @param file which is written once
 */
public record PlanFile(Path file) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  /** All that decides which operations there are to choose for. */
  private record Network(String device, NetworkSpec network, int batchSize, Freezing freezing) {}

  /** For trials of a spec within an experiment. */
  public PlanFile(Path experiment, Device device, TrainingSpec spec) {
    this(experiment.resolve("plan-%s.json".formatted(name(device, spec))));
  }

  private static String name(Device device, TrainingSpec spec) {
    Network network =
        new Network(device.name(), spec.network(), spec.batchSize(), spec.transfer().freezing());
    try {
      return UUID.nameUUIDFromBytes(JSON.writeValueAsBytes(network)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What was chosen, if anything was yet.
   *
   * @throws SnapshotException if it can't be read
   */
  public Optional<KernelPlan> find() {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), KernelPlan.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new SnapshotException(file, "is no kernel plan: " + e.getMessage(), e);
    }
  }

  /**
   * Keeps a choice, unless another worker was faster.
   *
   * @return what is kept
   * @throws SnapshotException if it can't be written
   */
  public KernelPlan keep(KernelPlan plan) {
    Path own = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    try {
      byte[] json = JSON.writeValueAsBytes(plan);
      AtomicFile.write(own, sink -> sink.write(MemorySegment.ofArray(json)));
      try {
        Files.createLink(file, own); // of several at once one succeeds, on a network's folder too
        return plan;
      } catch (FileAlreadyExistsException e) {
        return find().orElseThrow();
      } finally {
        Files.delete(own);
      }
    } catch (IOException e) {
      throw new SnapshotException(file, "can't be written: " + e.getMessage(), e);
    }
  }
}
