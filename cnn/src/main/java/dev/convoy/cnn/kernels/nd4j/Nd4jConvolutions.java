package dev.convoy.cnn.kernels.nd4j;

import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.array;
import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.gradientOf;
import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.valuesOf;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation.ConvolutionBackward;
import dev.convoy.cnn.kernels.Operation.ConvolutionForward;
import dev.convoy.cnn.kernels.Operation.Filter;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.Window;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Convolutions, one group of channels after another. */
final class Nd4jConvolutions {

  private static final int NHWC = 1;
  private static final int OIHW = 1;

  private Nd4jConvolutions() {}

  static Op forward(ConvolutionForward op, Placement at) {
    Filter filter = op.filter();
    INDArray x = array(op.x(), at);
    INDArray y = array(op.y(), at);
    INDArray weights = valuesOf(filter.weights(), at);
    return () -> {
      for (int group = 0; group < filter.groups(); group++) {
        INDArray part = channels(y, filter, group);
        INDArray out = part.dup('c');
        execute(
            "conv2d",
            filter,
            List.of(channels(x, filter, group).dup('c'), outputs(weights, filter, group)),
            List.of(out));
        part.assign(out);
      }
      filter.bias().ifPresent(bias -> y.addi(valuesOf(bias, at).reshape(1, 1, 1, y.size(3))));
    };
  }

  static Op backward(ConvolutionBackward op, Placement at) {
    Filter filter = op.filter();
    INDArray x = array(op.x(), at);
    INDArray dy = array(op.dy(), at);
    INDArray weights = valuesOf(filter.weights(), at);
    INDArray dWeights = gradientOf(filter.weights(), at);
    return () -> {
      for (int group = 0; group < filter.groups(); group++) {
        INDArray input = channels(x, filter, group).dup('c');
        INDArray dInput = Nd4j.zerosLike(input);
        INDArray kernel = outputs(weights, filter, group);
        INDArray dKernel = Nd4j.zerosLike(kernel);
        execute(
            "conv2d_bp",
            filter,
            List.of(input, kernel, channels(dy, filter, group).dup('c')),
            List.of(dInput, dKernel));
        outputs(dWeights, filter, group).assign(dKernel);
        int part = group;
        op.dx().ifPresent(dx -> channels(array(dx, at), filter, part).assign(dInput));
      }
      filter.bias().ifPresent(bias -> gradientOf(bias, at).assign(dy.sum(0, 1, 2)));
    };
  }

  /** A group's share of the channels of an activation. */
  private static INDArray channels(INDArray activation, Filter filter, int group) {
    long share = activation.size(3) / filter.groups();
    return activation.get(
        NDArrayIndex.all(),
        NDArrayIndex.all(),
        NDArrayIndex.all(),
        NDArrayIndex.interval(group * share, (group + 1) * share));
  }

  /** A group's share of the kernels, which lie one after another. */
  private static INDArray outputs(INDArray weights, Filter filter, int group) {
    long share = weights.length() / filter.groups();
    return weights
        .reshape(weights.length())
        .get(NDArrayIndex.interval(group * share, (group + 1) * share))
        .reshape(
            weights.size(0) / filter.groups(), weights.size(1), weights.size(2), weights.size(3));
  }

  private static void execute(
      String name, Filter filter, List<INDArray> inputs, List<INDArray> outputs) {
    Window window = filter.window();
    List<Integer> arguments =
        new ArrayList<>(
            List.of(
                window.height(),
                window.width(),
                window.stride(),
                window.stride(),
                window.padding(),
                window.padding()));
    arguments.addAll(List.of(1, 1, 0, NHWC, OIHW));
    Nd4j.exec(
        DynamicCustomOp.builder(name)
            .addInputs(inputs.toArray(INDArray[]::new))
            .addOutputs(outputs.toArray(INDArray[]::new))
            .addIntegerArguments(arguments)
            .build());
  }
}
