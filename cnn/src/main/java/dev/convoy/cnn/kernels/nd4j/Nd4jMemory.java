package dev.convoy.cnn.kernels.nd4j;

import dev.convoy.cnn.kernels.Memory;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A vector of ND4J's, wherever its backend keeps it. */
record Nd4jMemory(INDArray vector) implements Memory {

  /** A stretch, as a view. */
  static INDArray view(Region region) {
    return view(region, region.elements());
  }

  /** An activation, N x H x W x C, as a view. */
  static INDArray view(Region region, Shape shape) {
    return view(region, shape.elements())
        .reshape(shape.batch(), shape.height(), shape.width(), shape.channels());
  }

  /** The beginning of a stretch, as a view. */
  static INDArray view(Region region, long elements) {
    INDArray vector = ((Nd4jMemory) region.memory()).vector();
    return vector.get(NDArrayIndex.interval(region.offset(), region.offset() + elements));
  }

  @Override
  public long elements() {
    return vector.length();
  }

  @Override
  public void write(long offset, MemorySegment values, long count) {
    float[] floats = values.asSlice(0, Float.BYTES * count).toArray(ValueLayout.JAVA_FLOAT);
    view(new Region(this, offset, count)).assign(Nd4j.createFromArray(floats));
  }

  @Override
  public void read(long offset, MemorySegment values, long count) {
    float[] floats = view(new Region(this, offset, count)).toFloatVector();
    MemorySegment.copy(floats, 0, values, ValueLayout.JAVA_FLOAT, 0, floats.length);
  }
}
