package dev.convoy.cnn.kernels.nd4j;

import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.array;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation.Pool;
import dev.convoy.cnn.kernels.Operation.PoolBackward;
import dev.convoy.cnn.kernels.Operation.PoolForward;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Window;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Pools. A window that hangs over the end gets rows and columns to hang over. */
final class Nd4jPools {

  private static final int NHWC = 1;
  private static final double NEVER_LARGEST = -1e30;

  private Nd4jPools() {}

  static Op forward(PoolForward op, Placement at) {
    INDArray x = array(op.x(), at);
    INDArray y = array(op.y(), at);
    return () -> execute(name(op.pool()), op, new INDArray[] {extended(x, op)}, y);
  }

  static Op backward(PoolBackward op, Placement at) {
    INDArray x = array(op.forward().x(), at);
    INDArray dy = array(op.dy(), at);
    INDArray dx = array(op.dx(), at);
    String name = name(op.forward().pool()) + "_bp";
    return () -> {
      INDArray extended = extended(x, op.forward());
      INDArray gradient = Nd4j.zerosLike(extended);
      execute(name, op.forward(), new INDArray[] {extended, dy}, gradient);
      dx.assign(inside(gradient, op.forward().x().shape()));
    };
  }

  /** x with what the last windows hang over beyond the padding that both sides have. */
  private static INDArray extended(INDArray x, PoolForward op) {
    Shape from = op.x().shape();
    Window window = op.window();
    int below = window.paddingBehind(from.height(), op.y().shape().height(), window.height());
    int right = window.paddingBehind(from.width(), op.y().shape().width(), window.width());
    int high = from.height() + Math.max(0, below - window.padding());
    int wide = from.width() + Math.max(0, right - window.padding());
    double filler = op.pool() == Pool.MAX ? NEVER_LARGEST : 0;
    INDArray larger =
        Nd4j.valueArrayOf(
            new long[] {from.batch(), high, wide, from.channels()}, filler, x.dataType());
    inside(larger, from).assign(x);
    return larger;
  }

  private static INDArray inside(INDArray larger, Shape extent) {
    return larger.get(all(), interval(0, extent.height()), interval(0, extent.width()), all());
  }

  private static String name(Pool pool) {
    return switch (pool) {
      case MAX -> "maxpool2d";
      case AVERAGE -> "avgpool2d";
    };
  }

  private static void execute(String name, PoolForward op, INDArray[] inputs, INDArray output) {
    Window window = op.window();
    int paddingCounts = op.pool() == Pool.AVERAGE ? 1 : 0;
    Nd4j.exec(
        DynamicCustomOp.builder(name)
            .addInputs(inputs)
            .addOutputs(output)
            .addIntegerArguments(
                window.height(),
                window.width(),
                window.stride(),
                window.stride(),
                window.padding(),
                window.padding(),
                1,
                1,
                0,
                paddingCounts,
                NHWC)
            .build());
  }
}
