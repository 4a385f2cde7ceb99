package dev.convoy.cnn.kernels;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Something a network learns or keeps: named and shaped as torchvision has it. */
public final class Parameter {

  /** What a parameter is for. */
  public enum Role {
    /** A kernel or matrix, learned. */
    WEIGHT,
    /** An offset, learned. */
    BIAS,
    /** Scale or shift of a norm, or slope of an activation, learned. */
    NORM,
    /** A running average, kept but not learned. */
    STATISTIC
  }

  private final String name;
  private final Role role;
  private final int[] extents;

  /**
   * @param name torchvision's, such as {@code layer1.0.conv1.weight}
   * @param extents torchvision's: {@code out, in / groups, height, width} for a convolution
   */
  public Parameter(String name, Role role, int... extents) {
    this.name = name;
    this.role = role;
    this.extents = extents.clone();
  }

  /** Torchvision's name. */
  public String name() {
    return name;
  }

  /** What it is for. */
  public Role role() {
    return role;
  }

  /** Whether gradients flow into it. */
  public boolean learned() {
    return role != Role.STATISTIC;
  }

  /** One of its extents. */
  public int extent(int axis) {
    return extents[axis];
  }

  /** All its extents. */
  public long[] extents() {
    return Arrays.stream(extents).asLongStream().toArray();
  }

  /** Number of values. */
  public int elements() {
    return IntStream.of(extents).reduce(1, Math::multiplyExact);
  }

  @Override
  public String toString() {
    return IntStream.of(extents)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("x", name + " ", ""));
  }
}
