package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.DeviceMemoryException;
import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.Memory;
import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Tensor;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where each tensor of a list of operations lies in one arena. A tensor's place is free again after
 * the last operation that names it; an operation that may overwrite an input writes in place if
 * nobody needs that input any more.
 */
final class ArenaPlan {

  private static final long ALIGNMENT = 16;

  private final Map<Tensor, Integer> lastUse = new HashMap<>();
  private final Map<Tensor, Long> offsets = new HashMap<>();
  private final Set<Tensor> handedOver = new HashSet<>();
  private final TreeMap<Long, Long> free = new TreeMap<>();
  private long size;

  /**
   * Plans.
   *
   * @param kept tensors that are read or written from outside and lie apart, from the start on
   */
  ArenaPlan(List<Operation> operations, List<Tensor> kept) {
    kept.forEach(this::place);
    for (int i = 0; i < operations.size(); i++) {
      noteUse(operations.get(i), i);
    }
    kept.forEach(tensor -> lastUse.put(tensor, operations.size()));
    for (int i = 0; i < operations.size(); i++) {
      placeOutputs(operations.get(i), i);
      release(operations.get(i), i);
    }
  }

  /** Elements of the arena. */
  long size() {
    return size;
  }

  /**
   * Takes the arena's memory.
   *
   * @throws DeviceMemoryException naming the layer of the largest tensor
   */
  Memory allocate(Kernels kernels, long elements) {
    try {
      return kernels.allocate(elements);
    } catch (DeviceMemoryException e) {
      throw e.naming(
          Collections.max(offsets.keySet(), Comparator.comparingLong(ArenaPlan::extent)));
    }
  }

  /** Where a tensor begins, in elements. */
  long offset(Tensor tensor) {
    Long offset = offsets.get(tensor);
    if (offset == null) {
      throw new IllegalArgumentException(tensor + " isn't in the plan");
    }
    return offset;
  }

  private void noteUse(Operation operation, int index) {
    operation.reads().forEach(tensor -> lastUse.put(tensor, index));
    operation.writes().forEach(tensor -> lastUse.put(tensor, index));
  }

  private void placeOutputs(Operation operation, int index) {
    for (Tensor output : operation.writes()) {
      if (!offsets.containsKey(output) && !overwrite(operation, output, index)) {
        place(output);
      }
    }
  }

  private boolean overwrite(Operation operation, Tensor output, int index) {
    return operation
        .mayOverwrite()
        .filter(input -> lastUse(input) == index)
        .filter(input -> extent(input) == extent(output))
        .filter(handedOver::add)
        .map(input -> offsets.put(output, offset(input)) == null)
        .orElse(false);
  }

  private void release(Operation operation, int index) {
    Set<Tensor> named = new HashSet<>(operation.reads());
    named.addAll(operation.writes());
    for (Tensor tensor : named) {
      if (lastUse(tensor) == index && !handedOver.contains(tensor)) {
        giveBack(offset(tensor), extent(tensor));
      }
    }
  }

  private int lastUse(Tensor tensor) {
    return lastUse.getOrDefault(tensor, -1);
  }

  /** The first hole that is large enough, else the end. */
  private void place(Tensor tensor) {
    long extent = extent(tensor);
    for (Map.Entry<Long, Long> hole : free.entrySet()) {
      if (hole.getValue() >= extent) {
        long offset = hole.getKey(); // removing it may change the entry
        take(offset, hole.getValue(), extent);
        offsets.put(tensor, offset);
        return;
      }
    }
    offsets.put(tensor, size);
    size += extent;
  }

  private void take(long offset, long hole, long extent) {
    free.remove(offset);
    if (hole > extent) {
      free.put(offset + extent, hole - extent);
    }
  }

  private void giveBack(long offset, long extent) {
    long begin = offset;
    long end = offset + extent;
    Map.Entry<Long, Long> before = free.floorEntry(offset);
    if (before != null && before.getKey() + before.getValue() == offset) {
      begin = before.getKey();
    }
    Long after = free.remove(end);
    if (after != null) {
      end += after;
    }
    free.put(begin, end - begin);
  }

  private static long extent(Tensor tensor) {
    return Math.ceilDiv(tensor.shape().elements(), ALIGNMENT) * ALIGNMENT;
  }
}
