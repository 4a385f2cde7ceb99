package dev.convoy.cnn.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.cnn.ResidentMemory;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.onednn.OneDnnKernels;
import dev.convoy.cnn.zoo.Architectures;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepTest {

  private static final Shape BATCH = new Shape(4, 3, 16, 16);

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "vgg-tiny", "resnet18", "plain20", "googlenet", "shufflenet_v1"})
  void learnsASampleByHeart(String architecture) {
    try (Sample sample = sample(architecture)) {
      double before = sample.loss();
      steps(sample, 12);

      assertThat(sample.loss()).isLessThan(before);
    }
  }

  @Test
  void namesParametersAsTorchvisionDoes() {
    Network network =
        Architectures.named(new NetworkSpec("resnet18", new ImageShape(3, 64, 64), 10, 0));

    assertThat(network.parameters())
        .extracting(Object::toString)
        .contains(
            "conv1.weight 64x3x7x7",
            "layer1.0.bn2.running_var 64",
            "layer2.0.downsample.0.weight 128x64x1x1",
            "fc.bias 10");
  }

  @Test
  void leaksNoNativeMemory() throws IOException {
    compileAndStep(6);
    long before = ResidentMemory.bytes();

    compileAndStep(30);

    assertThat(ResidentMemory.bytes() - before).as("bytes over 30 networks").isLessThan(60L << 20);
  }

  private static void compileAndStep(int times) {
    for (int i = 0; i < times; i++) {
      try (Sample sample = sample("resnet20")) {
        steps(sample, 1);
      }
    }
  }

  private static Sample sample(String architecture) {
    Network network =
        Architectures.named(new NetworkSpec(architecture, new ImageShape(3, 16, 16), 10, 0));
    return new Sample(network, BATCH, new OneDnnKernels(2));
  }

  private static void steps(Sample sample, int count) {
    for (int step = 0; step < count; step++) {
      sample.trainer.step(sample.images, sample.labels, step, 0.01);
    }
  }
}
