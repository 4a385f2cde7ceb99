package dev.convoy.cnn.kernels.nd4j;

import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.array;
import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.gradientOf;
import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.valuesOf;

import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.kernels.ActivationOperation;
import dev.convoy.cnn.kernels.ActivationOperation.MaxoutBackward;
import dev.convoy.cnn.kernels.ActivationOperation.MaxoutForward;
import dev.convoy.cnn.kernels.ActivationOperation.PreluBackward;
import dev.convoy.cnn.kernels.ActivationOperation.PreluForward;
import dev.convoy.cnn.kernels.Clamp;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Nonlinearities. */
final class Nd4jActivations {

  private Nd4jActivations() {}

  static Op prepare(ActivationOperation operation, Placement at) {
    return switch (operation) {
      case ActivationOperation.Forward op -> {
        INDArray x = array(op.x(), at);
        INDArray y = array(op.y(), at);
        yield () -> y.assign(value(x, op.activation()));
      }
      case ActivationOperation.Backward op -> {
        INDArray y = array(op.y(), at);
        INDArray dy = array(op.dy(), at);
        INDArray dx = array(op.dx(), at);
        yield () -> dx.assign(dy.mul(slope(y, op.activation())));
      }
      case PreluForward op -> prelu(op, at);
      case PreluBackward op -> preluGradient(op, at);
      case MaxoutForward op -> maxout(op, at);
      case MaxoutBackward op -> maxoutGradient(op, at);
    };
  }

  /** The activation of x, as a copy. */
  private static INDArray value(INDArray x, Activation activation) {
    return switch (activation) {
      case Clamp clamp -> clamped(x, clamp);
      case Activation.Sigmoid sigmoid -> Transforms.sigmoid(x, true);
      case Activation.Tanh tanh -> Transforms.tanh(x, true);
      case Activation.LeakyRelu leaky -> positive(x).add(negative(x).muli(leaky.slope()));
      case Activation.Elu elu ->
          positive(x).add(Transforms.exp(negative(x), true).subi(1).muli(elu.alpha()));
    };
  }

  /** The derivative where the activation is y. */
  private static INDArray slope(INDArray y, Activation activation) {
    return switch (activation) {
      case Clamp clamp -> mask(y, clamp);
      case Activation.Sigmoid sigmoid -> y.mul(y.rsub(1));
      case Activation.Tanh tanh -> y.mul(y).rsubi(1);
      case Activation.LeakyRelu leaky -> isPositive(y).muli(1 - leaky.slope()).addi(leaky.slope());
      case Activation.Elu elu ->
          isPositive(y).addi(negative(y).addi(elu.alpha()).muli(isPositive(y).rsubi(1)));
    };
  }

  private static INDArray positive(INDArray x) {
    return Transforms.max(x, 0, true);
  }

  private static INDArray negative(INDArray x) {
    return Transforms.min(x, 0, true);
  }

  private static INDArray isPositive(INDArray x) {
    return x.gt(0).castTo(x.dataType());
  }

  private static Op prelu(PreluForward op, Placement at) {
    INDArray x = array(op.x(), at);
    INDArray y = array(op.y(), at);
    INDArray slope = valuesOf(op.slope(), at);
    return () -> y.assign(positive(x).add(negative(x).muli(slope.getDouble(0))));
  }

  private static Op preluGradient(PreluBackward op, Placement at) {
    INDArray x = array(op.x(), at);
    INDArray dy = array(op.dy(), at);
    INDArray dx = array(op.dx(), at);
    INDArray slope = valuesOf(op.slope(), at);
    return () -> {
      double a = slope.getDouble(0);
      gradientOf(op.slope(), at).assign(dy.mul(negative(x)).sumNumber());
      dx.assign(dy.mul(isPositive(x).muli(1 - a).addi(a)));
    };
  }

  private static Op maxout(MaxoutForward op, Placement at) {
    INDArray pieces = pieces(op.x(), op.y(), at);
    INDArray y = array(op.y(), at);
    return () -> y.assign(pieces.max(1).reshape(y.shape()));
  }

  private static Op maxoutGradient(MaxoutBackward op, Placement at) {
    INDArray pieces = pieces(op.x(), op.y(), at);
    INDArray gradients = pieces(op.dx(), op.y(), at);
    long pixels = op.y().shape().pixels();
    int channels = op.y().shape().channels();
    return () -> {
      INDArray largest = array(op.y(), at).reshape(pixels, channels);
      INDArray left = array(op.dy(), at).dup().reshape(pixels, channels);
      for (int piece = 0; piece < pieces.size(1); piece++) {
        INDArray wins = pieces.slice(piece, 1).eq(largest).castTo(left.dataType());
        gradients.slice(piece, 1).assign(left.mul(wins));
        left.muli(wins.rsubi(1));
      }
    };
  }

  /** Pixels x pieces x channels. */
  private static INDArray pieces(Tensor wide, Tensor narrow, Placement at) {
    int channels = narrow.shape().channels();
    return array(wide, at)
        .reshape(wide.shape().pixels(), wide.shape().channels() / channels, channels);
  }

  /** A copy, clamped. */
  static INDArray clamped(INDArray x, Clamp activation) {
    INDArray y = x.dup();
    if (activation != Clamp.NONE) {
      Transforms.max(y, activation.lower(), false);
    }
    if (Float.isFinite(activation.upper())) {
      Transforms.min(y, activation.upper(), false);
    }
    return y;
  }

  /** 1 where y lies strictly between the bounds, else 0. */
  static INDArray mask(INDArray y, Clamp activation) {
    INDArray mask = Nd4j.onesLike(y);
    if (activation != Clamp.NONE) {
      mask.muli(y.gt(activation.lower()).castTo(y.dataType()));
    }
    if (Float.isFinite(activation.upper())) {
      mask.muli(y.lt(activation.upper()).castTo(y.dataType()));
    }
    return mask;
  }
}
