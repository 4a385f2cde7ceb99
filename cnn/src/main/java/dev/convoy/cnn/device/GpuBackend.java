package dev.convoy.cnn.device;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4jBackend;

/** ND4J's backend for GPUs, which may be on the class path of a machine that has none. */
final class GpuBackend {

  private static final Logger LOG = System.getLogger(GpuBackend.class.getName());

  private GpuBackend() {}

  /** Whether it is on the class path and finds a GPU. */
  static boolean works() {
    return anyWorks(ServiceLoader.load(Nd4jBackend.class).stream());
  }

  /**
   * Whether one of some backends is for GPUs and finds any. One that can't say so, as CUDA's throws
   * where there is no GPU and can't be loaded where there is no driver, finds none.
   */
  static boolean anyWorks(Stream<? extends Supplier<Nd4jBackend>> backends) {
    return backends.anyMatch(GpuBackend::works);
  }

  private static boolean works(Supplier<Nd4jBackend> provider) {
    try {
      Nd4jBackend backend = provider.get();
      return backend.getPriority() == Nd4jBackend.BACKEND_PRIORITY_GPU && backend.isAvailable();
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      LOG.log(Level.WARNING, "ND4J's backend for GPUs can't be used: " + e);
      return false;
    }
  }
}
