package dev.convoy.cnn.kernels.nd4j;

import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.array;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation.Pool;
import dev.convoy.cnn.kernels.Operation.PoolBackward;
import dev.convoy.cnn.kernels.Operation.PoolForward;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.Window;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Pools. */
final class Nd4jPools {

  private static final int NHWC = 1;

  private Nd4jPools() {}

  static Op forward(PoolForward op, Placement at) {
    INDArray x = array(op.x(), at);
    INDArray y = array(op.y(), at);
    return () -> execute(name(op.pool()), op, new INDArray[] {x}, y);
  }

  static Op backward(PoolBackward op, Placement at) {
    INDArray x = array(op.forward().x(), at);
    INDArray dy = array(op.dy(), at);
    INDArray dx = array(op.dx(), at);
    String name = name(op.forward().pool()) + "_bp";
    return () -> execute(name, op.forward(), new INDArray[] {x, dy}, dx);
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
