package dev.convoy.cnn.train;

import dev.convoy.cnn.data.Augmentation;
import dev.convoy.cnn.data.Preprocessing;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.util.List;

/**
 * All that decides a training run but the data.
 *
 * @param epochs of the whole run, which a schedule may depend on
 * @param seed of initial weights, order, augmentation, mixup and dropout
 */
public record TrainingSpec(
    NetworkSpec network,
    Preprocessing preprocessing,
    List<Augmentation> augmentation,
    OptimizerSpec optimizer,
    ScheduleSpec schedule,
    int batchSize,
    int epochs,
    long seed,
    Refinements refinements,
    Transfer transfer) {

  /** Plain training. */
  public TrainingSpec(
      NetworkSpec network,
      Preprocessing preprocessing,
      List<Augmentation> augmentation,
      OptimizerSpec optimizer,
      ScheduleSpec schedule,
      int batchSize,
      int epochs,
      long seed) {
    this(
        network,
        preprocessing,
        augmentation,
        optimizer,
        schedule,
        batchSize,
        epochs,
        seed,
        Refinements.NONE,
        Transfer.NONE);
  }

  /** Refuses a run without steps. */
  public TrainingSpec {
    augmentation = List.copyOf(augmentation);
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be 1 or more, not " + batchSize);
    }
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs must be 1 or more, not " + epochs);
    }
  }

  /** The same with other refinements. */
  public TrainingSpec with(Refinements others) {
    return new TrainingSpec(
        network,
        preprocessing,
        augmentation,
        optimizer,
        schedule,
        batchSize,
        epochs,
        seed,
        others,
        transfer);
  }

  /** The same for another number of epochs. */
  public TrainingSpec withEpochs(int others) {
    return new TrainingSpec(
        network,
        preprocessing,
        augmentation,
        optimizer,
        schedule,
        batchSize,
        others,
        seed,
        refinements,
        transfer);
  }

  /** The same with something taken over. */
  public TrainingSpec with(Transfer other) {
    return new TrainingSpec(
        network,
        preprocessing,
        augmentation,
        optimizer,
        schedule,
        batchSize,
        epochs,
        seed,
        refinements,
        other);
  }
}
