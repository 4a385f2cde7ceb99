package dev.convoy.cnn.kernels;

/** Where the tensors and parameters of one compiled network lie. */
public interface Placement {

  /** Of an activation or its gradient. */
  Region of(Tensor tensor);

  /** Of a parameter's values. */
  Region values(Parameter parameter);

  /** Of a learned parameter's gradient. */
  Region gradient(Parameter parameter);
}
