package dev.convoy.cnn.observe;

import java.util.List;

/**
 * What was seen of a training step.
 *
 * @param epoch counted from 1
 * @param step of the epoch, counted from 1
 * @param steps of the epoch
 * @param rateFactor the schedule's, of the step's learning rate
 * @param activations of the batch by the weights before the step, in training mode, in the order of
 *     data flow
 * @param movements of every learned parameter, in torchvision's order
 * @param seconds that looking took
 */
public record Observation(
    int epoch,
    int step,
    int steps,
    double rateFactor,
    List<LayerActivations> activations,
    List<Movement> movements,
    double seconds) {

  /** Copies. */
  public Observation {
    activations = List.copyOf(activations);
    movements = List.copyOf(movements);
  }

  /** Whether its activations are those by the initial weights. */
  public boolean isStart() {
    return epoch == 1 && step == 1;
  }

  /** Whether it is of the epoch's last step. */
  public boolean endsEpoch() {
    return step == steps;
  }

  /** The Euclidean length of the loss's gradient, all parameters together, before clipping. */
  public double gradientNorm() {
    return Math.sqrt(
        movements.stream().mapToDouble(each -> each.gradientNorm() * each.gradientNorm()).sum());
  }
}
