package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Operation.ConvolutionForward;
import dev.convoy.cnn.kernels.Operation.LinearForward;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a network consists of and costs, for one image.
 *
 * @param layers in the order of computation; activations and additions are within the norm before
 *     them where it does both in one pass
 * @param trainingBytes memory that all activations and gradients of a training step take, an image
 */
public record Summary(List<Layer> layers, long trainingBytes) {

  /**
   * One layer.
   *
   * @param name its path in the network, such as {@code layer1.0.conv1}
   * @param kind what it does, such as {@code convolution 3x3 / 2}
   * @param output extent of what it makes
   * @param parameters learned values of its own
   * @param multiplyAdds of convolutions and linear layers, biases not counted; 0 for all others
   * @param field how much of the image one of its values sees
   */
  public record Layer(
      String name,
      String kind,
      Shape output,
      long parameters,
      long multiplyAdds,
      ReceptiveField field) {

    /** Of its output, in float32. */
    public long activationBytes() {
      return Float.BYTES * output.elements();
    }
  }

  /**
   * Summarizes a network, auxiliary heads included.
   *
   * @throws dev.convoy.cnn.kernels.ShapeException if images are too small for it
   */
  public static Summary of(Network network) {
    Trace trace = network.trace(1);
    ReceptiveFields fields = new ReceptiveFields();
    List<Layer> layers = new ArrayList<>();
    for (Operation operation : Listing.everything(trace)) {
      ReceptiveField field = fields.add(operation);
      Shape output = operation.writes().getFirst().shape();
      layers.add(
          new Layer(
              operation.writes().getFirst().name(),
              Kinds.of(operation),
              output,
              parameters(operation),
              multiplyAdds(operation, output),
              field));
    }
    return new Summary(
        layers,
        Float.BYTES * Listing.training(trace, Set.copyOf(network.parameters())).plan().size());
  }

  private static long parameters(Operation operation) {
    return operation.parameters().stream()
        .filter(Parameter::learned)
        .mapToLong(Parameter::elements)
        .sum();
  }

  private static long multiplyAdds(Operation operation, Shape output) {
    if (operation instanceof ConvolutionForward convolution) {
      Parameter weights = convolution.filter().weights();
      return output.pixels() * weights.elements();
    }
    return operation instanceof LinearForward linear ? linear.matrix().weights().elements() : 0;
  }

  /** Learned values of all layers. */
  public long parameters() {
    return layers.stream().mapToLong(Layer::parameters).sum();
  }

  /** Of all layers. */
  public long multiplyAdds() {
    return layers.stream().mapToLong(Layer::multiplyAdds).sum();
  }

  /** Of all layers' outputs, as if each were kept. */
  public long activationBytes() {
    return layers.stream().mapToLong(Layer::activationBytes).sum();
  }
}
