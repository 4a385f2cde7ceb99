package dev.convoy.cnn.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.nd4j.common.io.Resource;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4jBackend;

class GpuBackendTest {

  private static final int GPU = Nd4jBackend.BACKEND_PRIORITY_GPU;
  private static final int CPU = Nd4jBackend.BACKEND_PRIORITY_CPU;

  @Test
  void worksWhereItFindsAGpu() {
    assertThat(works(List.of(() -> new Fake(CPU, () -> true), () -> new Fake(GPU, () -> true))))
        .isTrue();
  }

  @Test
  void doesNotWorkWhereItFindsNone() {
    assertThat(works(List.of(() -> new Fake(GPU, () -> false)))).isFalse();
  }

  @Test
  void isNotTheOneForCpus() {
    assertThat(works(List.of(() -> new Fake(CPU, () -> true)))).isFalse();
    assertThat(works(List.of())).isFalse();
  }

  @Test
  void doesNotWorkWhereAskingForGpusThrows() {
    assertThat(
            works(
                List.of(
                    () -> new Fake(GPU, throwing(new IllegalStateException("no CUDA devices"))))))
        .isFalse();
  }

  @Test
  void doesNotWorkWhereItsLibraryIsMissing() {
    assertThat(
            works(List.of(() -> new Fake(GPU, throwing(new UnsatisfiedLinkError("no libcuda"))))))
        .isFalse();
  }

  @Test
  void doesNotWorkWhereItCannotBeMade() {
    assertThat(
            works(
                List.of(
                    () -> {
                      throw new ServiceConfigurationError("provider could not be instantiated");
                    })))
        .isFalse();
  }

  @Test
  void oneThatThrowsHidesNoOther() {
    assertThat(
            works(
                List.of(
                    () -> new Fake(GPU, throwing(new IllegalStateException("broken"))),
                    () -> new Fake(GPU, () -> true))))
        .isTrue();
  }

  private static boolean works(List<Supplier<Nd4jBackend>> backends) {
    return GpuBackend.anyWorks(backends.stream());
  }

  private static BooleanSupplier throwing(RuntimeException e) {
    return () -> {
      throw e;
    };
  }

  private static BooleanSupplier throwing(Error e) {
    return () -> {
      throw e;
    };
  }

  /** A backend that says as it is told whether it is available, and does nothing else. */
  private static final class Fake extends Nd4jBackend {

    private final int priority;
    private final BooleanSupplier available;

    Fake(int priority, BooleanSupplier available) {
      this.priority = priority;
      this.available = available;
    }

    @Override
    public int getPriority() {
      return priority;
    }

    @Override
    public boolean isAvailable() {
      return available.getAsBoolean();
    }

    @Override
    public boolean canRun() {
      return available.getAsBoolean();
    }

    @Override
    public boolean allowsOrder() {
      return true;
    }

    @Override
    public Resource getConfigurationResource() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Class<?> getNDArrayClass() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Environment getEnvironment() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String buildInfo() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void logBackendInit() {}
  }
}
