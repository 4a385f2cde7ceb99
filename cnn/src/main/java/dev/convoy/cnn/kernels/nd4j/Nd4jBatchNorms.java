package dev.convoy.cnn.kernels.nd4j;

import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.array;
import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.clamped;
import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.gradientOf;
import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.mask;
import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.valuesOf;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation.BatchNorm;
import dev.convoy.cnn.kernels.Operation.BatchNormBackward;
import dev.convoy.cnn.kernels.Operation.BatchNormForward;
import dev.convoy.cnn.kernels.Operation.BatchNormInference;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Batch norms, residual and activation after them. */
final class Nd4jBatchNorms {

  private Nd4jBatchNorms() {}

  static Op forward(BatchNormForward op, Placement at) {
    BatchNorm norm = op.norm();
    INDArray statistics = statistics(op.statistics(), at);
    return () -> {
      INDArray x = rows(op.x(), at);
      INDArray mean = x.mean(0);
      INDArray centred = x.subRowVector(mean);
      INDArray variance = centred.mul(centred).mean(0);
      INDArray inverse = Transforms.sqrt(variance.add(norm.epsilon())).rdivi(1);
      statistics.putRow(0, mean);
      statistics.putRow(1, inverse);
      double unbiased = x.size(0) > 1 ? x.size(0) / (x.size(0) - 1.0) : 1;
      mix(valuesOf(norm.runningMean(), at), mean, norm.momentum());
      mix(valuesOf(norm.runningVariance(), at), variance.mul(unbiased), norm.momentum());
      INDArray y =
          centred
              .muliRowVector(inverse.mul(valuesOf(norm.scale(), at)))
              .addiRowVector(valuesOf(norm.shift(), at));
      op.residual().ifPresent(residual -> y.addi(rows(residual, at)));
      rows(op.y(), at).assign(clamped(y, op.activation()));
    };
  }

  static Op inference(BatchNormInference op, Placement at) {
    BatchNorm norm = op.norm();
    return () -> {
      INDArray deviation =
          Transforms.sqrt(valuesOf(norm.runningVariance(), at).add(norm.epsilon()));
      INDArray y =
          rows(op.x(), at)
              .subRowVector(valuesOf(norm.runningMean(), at))
              .muliRowVector(valuesOf(norm.scale(), at).div(deviation))
              .addiRowVector(valuesOf(norm.shift(), at));
      op.residual().ifPresent(residual -> y.addi(rows(residual, at)));
      rows(op.y(), at).assign(clamped(y, op.activation()));
    };
  }

  static Op backward(BatchNormBackward op, Placement at) {
    BatchNormForward forward = op.forward();
    BatchNorm norm = forward.norm();
    INDArray statistics = statistics(forward.statistics(), at);
    return () -> {
      INDArray inverse = statistics.getRow(1);
      INDArray normal =
          rows(forward.x(), at).subRowVector(statistics.getRow(0)).muliRowVector(inverse);
      INDArray y = op.storesSum() ? rows(forward.y(), at) : recomputed(normal, norm, at);
      INDArray dz = rows(op.dy(), at).dup();
      op.secondDy().ifPresent(second -> dz.addi(rows(second, at)));
      dz.muli(mask(y, forward.activation()));
      INDArray dShift = dz.sum(0);
      INDArray dScale = dz.mul(normal).sum(0);
      long n = dz.size(0);
      INDArray dx =
          dz.subRowVector(dShift.div(n))
              .subi(normal.mulRowVector(dScale.div(n)))
              .muliRowVector(inverse.mul(valuesOf(norm.scale(), at)));
      gradientOf(norm.shift(), at).assign(dShift);
      gradientOf(norm.scale(), at).assign(dScale);
      op.dResidual().ifPresent(residual -> rows(residual, at).assign(dz));
      rows(op.dx(), at).assign(dx);
    };
  }

  private static INDArray recomputed(INDArray normal, BatchNorm norm, Placement at) {
    return normal
        .mulRowVector(valuesOf(norm.scale(), at))
        .addiRowVector(valuesOf(norm.shift(), at));
  }

  private static INDArray rows(Tensor tensor, Placement at) {
    return array(tensor, at).reshape(tensor.shape().pixels(), tensor.shape().channels());
  }

  private static INDArray statistics(Tensor tensor, Placement at) {
    return array(tensor, at).reshape(2, tensor.shape().channels() / 2);
  }

  private static void mix(INDArray running, INDArray batch, double momentum) {
    running.muli(1 - momentum).addi(batch.mul(momentum));
  }
}
