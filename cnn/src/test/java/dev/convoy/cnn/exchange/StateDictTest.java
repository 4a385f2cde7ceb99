package dev.convoy.cnn.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.cnn.Seeded;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.network.Evaluator;
import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.cnn.snapshot.Tensor;
import dev.convoy.cnn.snapshot.TensorFile;
import dev.convoy.cnn.snapshot.TensorWriter;
import dev.convoy.cnn.zoo.Architectures;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDictTest {

  @TempDir private Path folder;

  @Test
  void runsAModelFromFilesToAFile() {
    Path weights = write("weights", stateDict("vgg-tiny", 8, 10));
    Path images = write("images", List.of(images(40, 8)));
    Path output = folder.resolve("output.safetensors");
    Path state = folder.resolve("state.safetensors");

    new ForwardPass("vgg-tiny", OptionalInt.empty(), weights)
        .run(images, output, Optional.of(state), Device.cpu(1));

    try (TensorFile file = TensorFile.open(output);
        TensorFile loaded = TensorFile.open(weights);
        TensorFile saved = TensorFile.open(state)) {
      assertThat(file.get("output").shape()).containsExactly(40L, 10L);
      assertThat(saved.names()).containsExactlyInAnyOrderElementsOf(loaded.names());
      assertThat(saved.names())
          .allSatisfy(
              name ->
                  assertThat(saved.get(name).data().mismatch(loaded.get(name).data()))
                      .isEqualTo(-1));
    }
  }

  @Test
  void ignoresBatchCounts() {
    List<Tensor> tensors = stateDict("vgg-tiny", 8, 10);
    tensors.add(Tensor.of("features.1.num_batches_tracked", 3));
    Path file = write("counted", tensors);

    try (Evaluator network = network("vgg-tiny", 8, 10)) {
      StateDict.load(file, network);
    }
  }

  @Test
  void namesAllThatDoesNotFit() {
    List<Tensor> tensors = stateDict("vgg-tiny", 8, 10);
    tensors.removeIf(tensor -> tensor.name().equals("features.0.weight"));
    tensors.add(Tensor.of("fc.bias", List.of(1L), new float[1]));
    Path file = write("odd", tensors);

    try (Evaluator network = network("vgg-tiny", 8, 7)) {
      assertThatThrownBy(() -> StateDict.load(file, network))
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining("'features.0.weight' [16, 3, 3, 3] is missing")
          .hasMessageContaining("'classifier.3.bias' is F32 [10] instead of F32 [7]")
          .hasMessageContaining("'fc.bias' is not of this network");
    }
  }

  @Test
  void savesWhatItLoaded() {
    Path saved = folder.resolve("saved.safetensors");
    try (Evaluator network = network("vgg-tiny", 8, 10)) {
      StateDict.load(write("weights", stateDict("vgg-tiny", 8, 10)), network);

      StateDict.save(saved, network);

      try (TensorFile file = TensorFile.open(saved);
          Evaluator other = network("vgg-tiny", 8, 10)) {
        StateDict.load(saved, other);
        assertThat(file.names()).hasSameSizeAs(network.parameters());
        for (int i = 0; i < network.parameters().size(); i++) {
          assertThat(values(other, other.parameters().get(i)))
              .containsExactly(values(network, network.parameters().get(i)));
        }
      }
    }
  }

  /** torchvision's GoogLeNet with {@code aux_logits=False} has no auxiliary heads to save. */
  @Test
  void auxiliaryHeadsMayBeMissing() {
    List<Tensor> tensors = stateDict("googlenet", 32, 10);
    tensors.removeIf(tensor -> tensor.name().startsWith("aux"));
    Path file = write("headless", tensors);

    try (Evaluator network = network("googlenet", 32, 10)) {
      StateDict.load(file, network);
    }
  }

  private static float[] values(Evaluator network, Parameter parameter) {
    var values = Floats.room(parameter.elements());
    network.read(parameter, values);
    return Floats.array(values);
  }

  private static Evaluator network(String name, int side, int classes) {
    NetworkSpec spec = new NetworkSpec(name, new ImageShape(3, side, side), classes, 0);
    return Evaluator.compile(Architectures.named(spec), Device.cpu(1).kernels().get(), 1);
  }

  private static List<Tensor> stateDict(String name, int side, int classes) {
    List<Tensor> tensors = new ArrayList<>();
    NetworkSpec spec = new NetworkSpec(name, new ImageShape(3, side, side), classes, 0);
    for (Parameter parameter : Architectures.named(spec).parameters()) {
      List<Long> extents = Arrays.stream(parameter.extents()).boxed().toList();
      float[] values = Floats.array(Seeded.values(parameter));
      tensors.add(Tensor.of(parameter.name(), extents, values));
    }
    return tensors;
  }

  private static Tensor images(int count, int side) {
    return Tensor.of(
        "input",
        List.of((long) count, 3L, (long) side, (long) side),
        new float[count * 3 * side * side]);
  }

  private Path write(String name, List<Tensor> tensors) {
    Path file = folder.resolve(name + ".safetensors");
    TensorWriter.write(file, tensors, Map.of());
    return file;
  }
}
