package dev.convoy.cnn.snapshot;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of numbers that our tensors hold, named as in the safetensors format. */
public enum ElementType {
  F32(Float.BYTES),
  F64(Double.BYTES),
  I64(Long.BYTES);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** The bytes of one element. */
  public int bytes() {
    return bytes;
  }

  static Optional<ElementType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
