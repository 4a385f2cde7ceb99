package dev.convoy.cnn.device;

import dev.convoy.cnn.kernels.KernelPlan;
import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.nd4j.Nd4jKernels;
import dev.convoy.cnn.kernels.onednn.OneDnnKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Something that networks are compiled for.
 *
 * @param name for people, such as {@code cpu (oneDNN, 2 threads)}
 * @param planned makes kernels for one network, which keep to a plan where it says anything
 */
public record Device(String name, Function<KernelPlan, Kernels> planned) {

  /** Makes kernels for one network, free in how they compute. */
  public Supplier<Kernels> kernels() {
    return () -> planned.apply(KernelPlan.empty());
  }

  /** The same, whose kernels keep to a plan where a network's own says nothing. */
  public Device keepingTo(KernelPlan plan) {
    return new Device(name, own -> planned.apply(plan.under(own)));
  }

  /**
   * The best there is: the first of {@link #all}.
   *
   * @param threads for the CPU
   */
  public static Device find(int threads) {
    return all(threads).getFirst();
  }

  /**
   * Every GPU if ND4J's backend for them is on the class path and finds any, else the CPU through
   * oneDNN, else whatever ND4J finds.
   *
   * @param threads for the CPU
   * @return one or more
   */
  public static List<Device> all(int threads) {
    if (GpuBackend.works()) {
      return gpus(Nd4j.getAffinityManager().getNumberOfDevices());
    }
    return List.of(OneDnnKernels.available() ? cpu(threads) : portable());
  }

  /** So many GPUs, each with kernels of its own. */
  static List<Device> gpus(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            index -> new Device("gpu %d (ND4J)".formatted(index), plan -> Nd4jKernels.on(index)))
        .toList();
  }

  /** ND4J's own kernels in float32: slow on a CPU, but anywhere. */
  public static Device portable() {
    return new Device("portable (ND4J)", plan -> Nd4jKernels.single());
  }

  /** The CPU through oneDNN, on so many threads. */
  public static Device cpu(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("a device needs at least one thread, not " + threads);
    }
    return new Device(
        "cpu (oneDNN, %d threads)".formatted(threads),
        plan -> OneDnnKernels.preferring(threads, plan));
  }

  /**
   * The CPU through oneDNN, each operation computed in the way that is fastest when it is tried out
   * on this machine, rather than in the one that is known to be good on its kind.
   */
  public static Device measuredCpu(int threads) {
    return new Device(
        "cpu (oneDNN, measured, %d threads)".formatted(threads),
        plan -> OneDnnKernels.measuring(threads, plan));
  }

  /** The CPU with all its cores. */
  public static Device cpu() {
    return cpu(Runtime.getRuntime().availableProcessors());
  }

  /** The cores cut into devices of equal size. */
  public static List<Device> cpus(int count) {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / count);
    List<Device> devices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      devices.add(cpu(threads));
    }
    return devices;
  }

  @Override
  public String toString() {
    return name;
  }
}
