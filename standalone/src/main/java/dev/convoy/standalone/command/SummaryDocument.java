package dev.convoy.standalone.command;

import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.network.Summary;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.util.List;

/**
 * A model's summary for programs, all for one image.
 *
 * @param input channels, height, width
 * @param trainingBytes memory of all activations and gradients in a training step
 */
record SummaryDocument(
    String model,
    List<Integer> input,
    int classes,
    List<Layer> layers,
    Totals totals,
    long trainingBytes) {

  /**
   * One layer.
   *
   * @param output channels, height, width
   * @param receptiveField height, width
   */
  record Layer(
      String name,
      String kind,
      List<Integer> output,
      long parameters,
      long multiplyAdds,
      List<Integer> receptiveField,
      long activationBytes) {

    static Layer of(Summary.Layer layer) {
      Shape output = layer.output();
      return new Layer(
          layer.name(),
          layer.kind(),
          List.of(output.channels(), output.height(), output.width()),
          layer.parameters(),
          layer.multiplyAdds(),
          List.of(layer.field().height(), layer.field().width()),
          layer.activationBytes());
    }
  }

  /** Sums over all layers. */
  record Totals(long parameters, long multiplyAdds, long activationBytes) {}

  static SummaryDocument of(NetworkSpec spec, Summary summary) {
    return new SummaryDocument(
        spec.architecture(),
        List.of(spec.input().channels(), spec.input().height(), spec.input().width()),
        spec.classes(),
        summary.layers().stream().map(Layer::of).toList(),
        new Totals(summary.parameters(), summary.multiplyAdds(), summary.activationBytes()),
        summary.trainingBytes());
  }
}
