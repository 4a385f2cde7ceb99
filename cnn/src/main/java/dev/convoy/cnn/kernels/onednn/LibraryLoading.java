package dev.convoy.cnn.kernels.onednn;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/**
 * Loads oneDNN. Before that it tells libgomp how long idle threads spin: some ten microseconds,
 * which bridges the gap from one operation to the next. By default they spin for milliseconds; that
 * is no faster where the cores are free, and takes them from others where they are not. Who sets
 * GOMP_SPINCOUNT or OMP_WAIT_POLICY knows better.
 */
@SuppressWarnings("restricted")
final class LibraryLoading {

  private static final String SPIN_COUNT = "10000";

  private LibraryLoading() {}

  /** Does it, if it isn't done yet. */
  static void ensure() {
    if (System.getenv("OMP_WAIT_POLICY") == null) {
      setUnlessSet("GOMP_SPINCOUNT", SPIN_COUNT);
    }
    Loader.load(dnnl.class);
  }

  private static void setUnlessSet(String name, String value) {
    Linker linker = Linker.nativeLinker();
    MethodHandle setenv =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("setenv"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int result = (int) setenv.invoke(arena.allocateFrom(name), arena.allocateFrom(value), 0);
      if (result != 0) {
        throw new IllegalStateException("setenv gave " + result);
      }
    } catch (Throwable e) {
      throw new IllegalStateException("setenv failed", e);
    }
  }
}
