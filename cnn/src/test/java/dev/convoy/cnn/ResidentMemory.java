package dev.convoy.cnn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process has in the machine's memory, by Linux. */
public final class ResidentMemory {

  private static final long PAGE_BYTES = 4096;

  private ResidentMemory() {}

  /** Heap, code and native memory together. */
  public static long bytes() throws IOException {
    String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ", 3);
    return PAGE_BYTES * Long.parseLong(pages[1]);
  }
}
