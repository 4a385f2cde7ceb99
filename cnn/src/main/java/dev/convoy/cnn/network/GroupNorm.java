package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.NormOperation;
import dev.convoy.cnn.kernels.Parameter.Role;
import dev.convoy.cnn.kernels.ShapeException;

/**
 * Group norm (Wu and He 2018), with PyTorch's epsilon, scale and shift per channel. The same in
 * training and evaluation, and for an image whatever else is in the batch.
 */
public final class GroupNorm extends Module {

  private static final double EPSILON = 1e-5;

  private final int groups;
  private final int channels;
  private final Weight scale;
  private final Weight shift;

  /** For so many channels, cut into groups of neighbours: PyTorch's {@code GroupNorm}. */
  public GroupNorm(int groups, int channels) {
    this.groups = groups;
    this.channels = channels;
    scale = declare("weight", Role.NORM, Initializer.constant(1), channels);
    shift = declare("bias", Role.NORM, Initializer.constant(0), channels);
  }

  /**
   * Layer norm over C, H and W (Ba et al. 2016) as convolutional networks have it: PyTorch's {@code
   * GroupNorm(1, channels)}, whose scale and shift are per channel.
   */
  public static GroupNorm layer(int channels) {
    return new GroupNorm(1, channels);
  }

  /**
   * Instance norm over H and W (Ulyanov et al. 2016): PyTorch's {@code InstanceNorm2d(channels,
   * affine=True)}, without running statistics.
   */
  public static GroupNorm instance(int channels) {
    return new GroupNorm(channels, channels);
  }

  @Override
  public Node forward(Node x) {
    if (x.shape().channels() != channels) {
      throw new ShapeException(
          "%s normalizes %d channels but gets %s from %s"
              .formatted(path(), channels, x.shape(), x.name()));
    }
    if (channels % groups != 0) {
      throw new ShapeException(
          "%s can't cut %d channels into %d groups: use a number of groups that divides %d, such as %d"
              .formatted(path(), channels, groups, channels, nearestDivisor()));
    }
    NormOperation.GroupNorm norm =
        new NormOperation.GroupNorm(scale.parameter(), shift.parameter(), groups, EPSILON);
    return new Normalization(path(), norm, x);
  }

  /** The largest that is no more than the groups wanted. */
  private int nearestDivisor() {
    int divisor = Math.min(groups, channels);
    while (channels % divisor != 0) {
      divisor--;
    }
    return divisor;
  }
}
