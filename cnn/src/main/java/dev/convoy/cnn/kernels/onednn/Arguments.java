package dev.convoy.cnn.kernels.onednn;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;

/** The named arguments of a primitive. */
final class Arguments {

  private final IntMemoryMap map = new IntMemoryMap();

  Arguments with(int name, memory value) {
    map.put(name, value);
    return this;
  }

  IntMemoryMap map() {
    return map;
  }
}
