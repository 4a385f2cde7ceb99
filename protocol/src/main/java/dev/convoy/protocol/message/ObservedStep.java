package dev.convoy.protocol.message;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was seen of a training step.
 *
 * @param rateFactor the step's learning rate by the optimizer's, as the schedule has it
 * @param gradientNorm Euclidean length of the loss's gradient, all parameters together, before
 *     clipping
 * @param layers what every nonlinearity gave, in the order of data flow
 * @param weights how every kernel and matrix that is learned moved, in torchvision's order
 */
public record ObservedStep(
    double rateFactor,
    double gradientNorm,
    List<LayerActivations> layers,
    List<WeightUpdate> weights) {

  /** Copies. */
  public ObservedStep {
    layers = List.copyOf(layers);
    weights = List.copyOf(weights);
  }

  /** The middle one of the update ratios, of two the larger; NaN if nothing is learned. */
  public double medianUpdateRatio() {
    double[] sorted = weights.stream().mapToDouble(WeightUpdate::updateRatio).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  /** The largest of the update ratios; NaN if nothing is learned. */
  public double largestUpdateRatio() {
    return weights.stream().mapToDouble(WeightUpdate::updateRatio).max().orElse(Double.NaN);
  }

  /** The layer with the largest share of dead units; empty if no layer's can be dead. */
  public Optional<LayerActivations> mostDead() {
    return most(LayerActivations::dead);
  }

  /** The layer with the largest share of saturated values; empty if no layer's can be so. */
  public Optional<LayerActivations> mostSaturated() {
    return most(LayerActivations::saturated);
  }

  private Optional<LayerActivations> most(Function<LayerActivations, Optional<Double>> share) {
    return layers.stream()
        .filter(layer -> share.apply(layer).isPresent())
        .max(Comparator.comparing(layer -> share.apply(layer).orElseThrow()));
  }
}
