package dev.convoy.cnn.kernels.nd4j;

import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.array;
import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.gradientOf;
import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.valuesOf;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation.LinearBackward;
import dev.convoy.cnn.kernels.Operation.LinearForward;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Fully connected layers. */
final class Nd4jMatrices {

  private Nd4jMatrices() {}

  static Op forward(LinearForward op, Placement at) {
    INDArray x = array(op.x(), at);
    INDArray y = array(op.y(), at);
    INDArray weights = valuesOf(op.matrix().weights(), at);
    return () -> {
      INDArray product = flat(x).mmul(weights.transpose());
      op.matrix().bias().ifPresent(bias -> product.addiRowVector(valuesOf(bias, at)));
      y.assign(product.reshape(y.shape()));
    };
  }

  static Op backward(LinearBackward op, Placement at) {
    INDArray x = array(op.x(), at);
    INDArray dy = array(op.dy(), at).reshape(x.size(0), op.dy().shape().channels());
    INDArray weights = valuesOf(op.matrix().weights(), at);
    INDArray dWeights = gradientOf(op.matrix().weights(), at);
    return () -> {
      dWeights.assign(dy.transpose().mmul(flat(x)));
      op.matrix().bias().ifPresent(bias -> gradientOf(bias, at).assign(dy.sum(0)));
      op.dx().ifPresent(dx -> unflatten(dy.mmul(weights), dx, at));
    };
  }

  /** N x CHW in torchvision's order, copied. */
  private static INDArray flat(INDArray x) {
    return x.permute(0, 3, 1, 2).dup('c').reshape(x.size(0), x.length() / x.size(0));
  }

  private static void unflatten(INDArray gradient, Tensor dx, Placement at) {
    INDArray target = array(dx, at);
    INDArray nchw =
        gradient.dup('c').reshape(target.size(0), target.size(3), target.size(1), target.size(2));
    target.assign(nchw.permute(0, 2, 3, 1));
  }
}
