package dev.convoy.cnn.kernels;

import dev.convoy.cnn.CnnException;

/** The device has too little memory for the network at this batch size. */
public final class DeviceMemoryException extends CnnException {

  private static final long serialVersionUID = 1L;

  /** Names what was asked for. */
  public DeviceMemoryException(long bytes, Throwable cause) {
    super(
        "no %,d bytes of memory left on the device: a smaller batch or network needs less"
            .formatted(bytes),
        cause);
  }

  private DeviceMemoryException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Says which layer asks for the most. */
  public DeviceMemoryException naming(Tensor largest) {
    return naming(largest, largest.shape().elements());
  }

  /** Says which parameter takes the most, as itself, its gradient or its optimizer's state. */
  public DeviceMemoryException naming(Parameter largest) {
    return naming(largest, largest.elements());
  }

  private DeviceMemoryException naming(Object largest, long elements) {
    return new DeviceMemoryException(
        "%s; the most, %,d bytes, is for %s"
            .formatted(getMessage(), Float.BYTES * elements, largest),
        this);
  }
}
