package dev.convoy.cnn.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.cnn.kernels.KernelPlan;
import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.nd4j.Nd4jKernels;
import dev.convoy.cnn.kernels.onednn.OneDnnKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceTest {

  @Test
  void findsOneDnnWhereThereIsNoGpu() {
    Device device = Device.find(2);

    assertThat(device.name()).contains("oneDNN").contains("2 threads");
    try (Kernels kernels = device.kernels().get()) {
      assertThat(kernels).isInstanceOf(OneDnnKernels.class);
    }
  }

  @Test
  void fallsBackOnNd4j() {
    try (Kernels kernels = Device.portable().kernels().get()) {
      assertThat(kernels).isInstanceOf(Nd4jKernels.class);
    }
  }

  @Test
  void listsEachGpu() {
    assertThat(Device.gpus(2))
        .extracting(Device::name)
        .containsExactly("gpu 0 (ND4J)", "gpu 1 (ND4J)");
    try (Kernels kernels = Device.gpus(1).getFirst().kernels().get()) {
      assertThat(kernels).isInstanceOf(Nd4jKernels.class);
    }
  }

  @Test
  void keepsToAPlanWhereANetworksOwnSaysNothing() {
    List<KernelPlan> seen = new ArrayList<>();
    Device device =
        new Device(
            "spy",
            plan -> {
              seen.add(plan);
              return Nd4jKernels.single();
            });
    Device keeping = device.keepingTo(new KernelPlan(Map.of("convolution", "b", "pool", "b")));

    keeping.planned().apply(new KernelPlan(Map.of("convolution", "a"))).close();
    keeping.kernels().get().close();

    assertThat(seen)
        .containsExactly(
            new KernelPlan(Map.of("convolution", "a", "pool", "b")),
            new KernelPlan(Map.of("convolution", "b", "pool", "b")));
  }

  @Test
  void cutsTheCoresIntoDevices() {
    assertThat(Device.cpus(2)).hasSize(2);
  }

  @Test
  void refusesNoThreads() {
    assertThatThrownBy(() -> Device.cpu(0)).hasMessageContaining("at least one thread");
  }
}
