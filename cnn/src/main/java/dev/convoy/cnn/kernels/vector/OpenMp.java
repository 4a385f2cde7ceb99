package dev.convoy.cnn.kernels.vector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The libgomp that this process has loaded already, called through the foreign-function API.
 * Loading a second one would make two pools that spin against each other.
 */
@SuppressWarnings("restricted")
final class OpenMp {

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBRARY = SymbolLookup.libraryLookup(mapped(), Arena.global());
  private static final MethodHandle PARALLEL =
      LINKER.downcallHandle(
          symbol("GOMP_parallel"),
          FunctionDescriptor.ofVoid(
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT));
  private static final MethodHandle THREAD_NUMBER = query("omp_get_thread_num");
  private static final MethodHandle THREADS = query("omp_get_num_threads");
  private static final MethodHandle SET_THREADS =
      LINKER.downcallHandle(
          symbol("omp_set_num_threads"), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
  private static final MemorySegment ENTRY = entry();

  private OpenMp() {}

  /** Sets how many threads the calling thread's parallel regions get, oneDNN's too. */
  static void setThreads(int count) {
    try {
      SET_THREADS.invokeExact(count);
    } catch (Throwable e) {
      throw new IllegalStateException("omp_set_num_threads failed", e);
    }
  }

  /** Runs {@link OpenMpTeam#share} of the team numbered {@code id} on {@code threads} threads. */
  static void parallel(long id, int threads) {
    try {
      PARALLEL.invokeExact(ENTRY, id, threads, 0);
    } catch (Throwable e) {
      throw new IllegalStateException("GOMP_parallel failed", e);
    }
  }

  /** What libgomp's threads call; its two queries can't fail short of a broken library. */
  @SuppressWarnings("UnusedMethod") // ENTRY finds it by name
  private static void enter(long id) {
    int thread = 0;
    int threads = 1;
    try {
      thread = (int) THREAD_NUMBER.invokeExact();
      threads = (int) THREADS.invokeExact();
    } catch (Throwable e) {
      Runtime.getRuntime().halt(70);
    }
    OpenMpTeam.share((int) id, thread, threads);
  }

  private static MemorySegment entry() {
    try {
      MethodHandle enter =
          MethodHandles.lookup()
              .findStatic(OpenMp.class, "enter", MethodType.methodType(void.class, long.class));
      return LINKER.upcallStub(
          enter, FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG), Arena.global());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle query(String name) {
    return LINKER.downcallHandle(
        symbol(name), FunctionDescriptor.of(ValueLayout.JAVA_INT), Linker.Option.critical(false));
  }

  private static MemorySegment symbol(String name) {
    return LIBRARY.findOrThrow(name);
  }

  private static Path mapped() {
    try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      return maps.filter(line -> line.contains("libgomp"))
          .map(line -> Path.of(line.substring(line.indexOf('/'))))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no libgomp is loaded: load oneDNN first"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
