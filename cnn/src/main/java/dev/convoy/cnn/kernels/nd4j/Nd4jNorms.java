package dev.convoy.cnn.kernels.nd4j;

import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.array;
import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.gradientOf;
import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.valuesOf;

import dev.convoy.cnn.kernels.NormOperation;
import dev.convoy.cnn.kernels.NormOperation.BatchNorm;
import dev.convoy.cnn.kernels.NormOperation.GroupNorm;
import dev.convoy.cnn.kernels.NormOperation.Norm;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Norms, residual and activation after them. Both kinds see x as N x P x G x K, pixels, groups and
 * channels of a group; a batch norm has one image of all pixels and groups of one channel. Moments
 * are over P and K, and have the extents N x 1 x G x 1.
 */
final class Nd4jNorms {

  private Nd4jNorms() {}

  static Op prepare(NormOperation operation, Placement at) {
    return switch (operation) {
      case NormOperation.Forward op -> forward(op, at);
      case NormOperation.Backward op -> backward(op, at);
      case NormOperation.Inference op -> inference(op, at);
    };
  }

  private static long[] extents(Norm norm, Shape x) {
    return switch (norm) {
      case BatchNorm batch -> new long[] {1, x.pixels(), x.channels(), 1};
      case GroupNorm group ->
          new long[] {
            x.batch(), (long) x.height() * x.width(), group.groups(), x.channels() / group.groups()
          };
    };
  }

  private static Op forward(NormOperation.Forward op, Placement at) {
    Norm norm = op.norm();
    long[] extents = extents(norm, op.x().shape());
    return () -> {
      INDArray x = array(op.x(), at).reshape(extents);
      INDArray mean = mean(x);
      INDArray centred = x.sub(mean);
      INDArray variance = mean(centred.mul(centred));
      INDArray inverse = Transforms.sqrt(variance.add(norm.epsilon())).rdivi(1);
      statistics(op, at, 0).assign(mean);
      statistics(op, at, 1).assign(inverse);
      if (norm instanceof BatchNorm batch) {
        mix(batch, mean, variance, extents[1], at);
      }
      INDArray y = affine(centred.muli(inverse), norm, op.x(), at);
      op.residual().ifPresent(residual -> y.addi(rows(residual, at)));
      rows(op.y(), at).assign(Nd4jActivations.clamped(y, op.activation()));
    };
  }

  /** The mean over the pixels and channels of each group of each image. */
  private static INDArray mean(INDArray x) {
    return x.mean(true, 1, 3);
  }

  private static void mix(
      BatchNorm norm, INDArray mean, INDArray variance, long pixels, Placement at) {
    double unbiased = pixels > 1 ? pixels / (pixels - 1.0) : 1;
    mix(valuesOf(norm.runningMean(), at), mean, norm.momentum());
    mix(valuesOf(norm.runningVariance(), at), variance.mul(unbiased), norm.momentum());
  }

  private static void mix(INDArray running, INDArray batch, double momentum) {
    running.muli(1 - momentum).addi(batch.reshape(running.shape()).mul(momentum));
  }

  /** {@code scale normal + shift} as rows of channels. */
  private static INDArray affine(INDArray normal, Norm norm, Tensor x, Placement at) {
    return normal
        .reshape(x.shape().pixels(), x.shape().channels())
        .mulRowVector(valuesOf(norm.scale(), at))
        .addiRowVector(valuesOf(norm.shift(), at));
  }

  private static Op inference(NormOperation.Inference op, Placement at) {
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
      rows(op.y(), at).assign(Nd4jActivations.clamped(y, op.activation()));
    };
  }

  private static Op backward(NormOperation.Backward op, Placement at) {
    NormOperation.Forward forward = op.forward();
    Norm norm = forward.norm();
    long[] extents = extents(norm, forward.x().shape());
    return () -> {
      INDArray inverse = statistics(forward, at, 1);
      INDArray normal =
          array(forward.x(), at).reshape(extents).sub(statistics(forward, at, 0)).muli(inverse);
      INDArray y = op.storesSum() ? rows(forward.y(), at) : affine(normal, norm, forward.x(), at);
      INDArray dz = rows(op.dy(), at).dup();
      op.secondDy().ifPresent(second -> dz.addi(rows(second, at)));
      dz.muli(Nd4jActivations.mask(y, forward.activation()));
      INDArray dNormal = dz.mulRowVector(valuesOf(norm.scale(), at)).reshape(extents);
      INDArray dx =
          dNormal.sub(mean(dNormal)).subi(normal.mul(mean(dNormal.mul(normal)))).muli(inverse);
      gradientOf(norm.shift(), at).assign(dz.sum(0));
      gradientOf(norm.scale(), at).assign(dz.mul(normal.reshape(dz.shape())).sum(0));
      op.dResidual().ifPresent(residual -> rows(residual, at).assign(dz));
      rows(op.dx(), at).assign(dx.reshape(dz.shape()));
    };
  }

  private static INDArray rows(Tensor tensor, Placement at) {
    return array(tensor, at).reshape(tensor.shape().pixels(), tensor.shape().channels());
  }

  /** Means (0) or inverse standard deviations (1), N x 1 x G x 1. */
  private static INDArray statistics(NormOperation.Forward op, Placement at, int which) {
    long[] extents = extents(op.norm(), op.x().shape());
    return array(op.statistics(), at)
        .reshape(2, op.norm().moments(op.x().shape()))
        .getRow(which)
        .reshape(extents[0], 1, extents[2], 1);
  }
}
