package dev.convoy.cnn.kernels.onednn;

import dev.convoy.cnn.kernels.HostMemory;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * An engine and a stream of oneDNN, what is made on them, and its end. JavaCPP would free native
 * objects when their Java halves are collected; here each belongs to a scope that lives until
 * {@link #close}.
 */
final class OneDnn implements AutoCloseable {

  private final List<PointerScope> scopes = new ArrayList<>();
  private final Arena scratch = Arena.ofShared();
  private final engine cpu;
  private final stream queue;

  OneDnn() {
    cpu = owned(() -> new engine(engine.kind.cpu, 0));
    queue = owned(() -> new stream(cpu));
  }

  engine engine() {
    return cpu;
  }

  /** Makes native objects that live until {@link #close}, on whichever thread. */
  <T> T owned(Supplier<T> maker) {
    try (PointerScope scope = new PointerScope()) {
      T made = maker.get();
      scopes.add(scope.extend());
      return made;
    }
  }

  /** A primitive bound to its arguments. Computing on the CPU, it is done when it returns. */
  Op execution(primitive computation, IntMemoryMap arguments) {
    return () -> computation.execute(queue, arguments);
  }

  /** Copies from one layout into another. */
  Op reordering(memory from, memory to) {
    reorder copy = new reorder(from, to);
    return () -> copy.execute(queue, from, to);
  }

  /** For memory beside the network's own that lives until {@link #close}. */
  Arena scratch() {
    return scratch;
  }

  /** Memory beside the network's own, in a layout. */
  memory scratch(memory.desc layout) {
    return at(layout, room(scratch, layout));
  }

  /** The address of memory in a layout, freed with the arena. */
  static long room(Arena arena, memory.desc layout) {
    return HostMemory.allocate(arena, Math.ceilDiv(layout.get_size(), Float.BYTES)).address(0);
  }

  /** What lies at an address, for Java to read and write. */
  @SuppressWarnings("restricted")
  static MemorySegment floats(long address, long elements) {
    return MemorySegment.ofAddress(address).reinterpret(Float.BYTES * elements);
  }

  /** One after another. */
  static Op inOrder(List<Op> ops) {
    if (ops.size() == 1) {
      return ops.getFirst();
    }
    Op[] flat = ops.toArray(Op[]::new);
    return () -> {
      for (Op op : flat) {
        op.run();
      }
    };
  }

  /** Memory that lies elsewhere already. */
  memory at(memory.desc layout, long address) {
    return new memory(layout, cpu, new Address(address));
  }

  memory at(memory.desc layout, Region region) {
    return at(layout, address(region));
  }

  /** A tensor where it lies. */
  memory at(Shape shape, Region region) {
    return at(activation(shape), region);
  }

  static long address(Region region) {
    return ((HostMemory) region.memory()).address(region.offset());
  }

  /** The layout of activations. */
  static memory.desc activation(Shape shape) {
    return layout(
        memory.format_tag.nhwc, shape.batch(), shape.channels(), shape.height(), shape.width());
  }

  static memory.desc layout(memory.format_tag tag, long... extents) {
    return new memory.desc(extents, memory.data_type.f32, tag);
  }

  @Override
  public void close() {
    for (PointerScope scope : scopes.reversed()) {
      scope.close();
    }
    scopes.clear();
    scratch.close();
  }

  /** A pointer to an address that somebody else frees. */
  private static final class Address extends Pointer {
    Address(long value) {
      address = value;
    }
  }
}
