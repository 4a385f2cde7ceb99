package dev.convoy.cnn.kernels;

/** An activation or its gradient: a name and an extent. Where it lies is planned later. */
public final class Tensor {

  private final String name;
  private final Shape shape;

  /**
   * @param name of the layer that makes it, for errors and reports
   */
  public Tensor(String name, Shape shape) {
    this.name = name;
    this.shape = shape;
  }

  /** Of the layer that makes it. */
  public String name() {
    return name;
  }

  /** Its extent. */
  public Shape shape() {
    return shape;
  }

  @Override
  public String toString() {
    return name + " " + shape;
  }
}
