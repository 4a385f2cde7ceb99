package dev.convoy.cnn.observe;

import java.util.List;

/**
 * What was seen of a step.
 *
 * @param activations of the batch by the weights after it, in the order of data flow
 * @param movements of every learned parameter, in torchvision's order
 */
public record Observation(List<LayerActivations> activations, List<Movement> movements) {

  /** Copies. */
  public Observation {
    activations = List.copyOf(activations);
    movements = List.copyOf(movements);
  }
}
