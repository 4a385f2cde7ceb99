package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.NormOperation;
import dev.convoy.cnn.kernels.Parameter.Role;
import dev.convoy.cnn.kernels.ShapeException;

/** Batch norm over N, H and W (Ioffe and Szegedy 2015), with PyTorch's epsilon and momentum. */
public final class BatchNorm extends Module {

  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  private final int channels;
  private final double epsilon;
  private final Weight scale;
  private final Weight shift;
  private final Weight runningMean;
  private final Weight runningVariance;

  /** For so many channels. */
  public BatchNorm(int channels) {
    this(channels, EPSILON);
  }

  /** With another epsilon than PyTorch's. */
  public BatchNorm(int channels, double epsilon) {
    this.channels = channels;
    this.epsilon = epsilon;
    scale = declare("weight", Role.NORM, Initializer.constant(1), channels);
    shift = declare("bias", Role.NORM, Initializer.constant(0), channels);
    runningMean = declare("running_mean", Role.STATISTIC, Initializer.constant(0), channels);
    runningVariance = declare("running_var", Role.STATISTIC, Initializer.constant(1), channels);
  }

  @Override
  public Node forward(Node x) {
    if (x.shape().channels() != channels) {
      throw new ShapeException(
          "%s normalizes %d channels but gets %s from %s"
              .formatted(path(), channels, x.shape(), x.name()));
    }
    NormOperation.BatchNorm norm =
        new NormOperation.BatchNorm(
            scale.parameter(),
            shift.parameter(),
            runningMean.parameter(),
            runningVariance.parameter(),
            epsilon,
            MOMENTUM);
    return new Normalization(path(), norm, x);
  }
}
