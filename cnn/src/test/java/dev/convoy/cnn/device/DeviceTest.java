package dev.convoy.cnn.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.nd4j.Nd4jKernels;
import dev.convoy.cnn.kernels.onednn.OneDnnKernels;
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
  void cutsTheCoresIntoDevices() {
    assertThat(Device.cpus(2)).hasSize(2);
  }

  @Test
  void refusesNoThreads() {
    assertThatThrownBy(() -> Device.cpu(0)).hasMessageContaining("at least one thread");
  }
}
