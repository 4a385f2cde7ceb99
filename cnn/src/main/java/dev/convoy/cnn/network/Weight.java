package dev.convoy.cnn.network;

import dev.convoy.cnn.SeededRandom;
import dev.convoy.cnn.kernels.DeviceMemoryException;
import dev.convoy.cnn.kernels.Parameter;
import org.jspecify.annotations.Nullable;

/** A parameter as a module declares it: its full name follows once the tree is whole. */
public final class Weight {

  private final String name;
  private final Parameter.Role role;
  private Initializer initializer;
  private final int[] extents;
  private @Nullable Parameter parameter;

  Weight(String name, Parameter.Role role, Initializer initializer, int[] extents) {
    this.name = name;
    this.role = role;
    this.initializer = initializer;
    this.extents = extents.clone();
  }

  void bind(String prefix) {
    parameter = new Parameter(prefix + name, role, extents);
  }

  /**
   * The parameter.
   *
   * @throws IllegalStateException before the module is part of a {@link Network}
   */
  public Parameter parameter() {
    if (parameter == null) {
      throw new IllegalStateException(name + " is used before its module is in a Network");
    }
    return parameter;
  }

  void startBy(Initialization start) {
    switch (role) {
      case WEIGHT -> initializer = start.initializer();
      case BIAS -> initializer = Initializer.constant(0);
      case NORM, STATISTIC -> {
        // These start at the identity, whatever the weights do.
      }
    }
  }

  /**
   * Values to start with, a function of the seed and the parameter's name.
   *
   * @throws DeviceMemoryException naming the parameter, if the heap has no room for them
   */
  float[] initialValues(long seed) {
    Parameter named = parameter();
    float[] values = room(named);
    long key = SeededRandom.key(seed, named.name().hashCode());
    initializer.fill(values, named, new SeededRandom(key));
    return values;
  }

  private static float[] room(Parameter named) {
    try {
      return new float[named.elements()];
    } catch (OutOfMemoryError e) {
      throw new DeviceMemoryException((long) Float.BYTES * named.elements(), e).naming(named);
    }
  }
}
