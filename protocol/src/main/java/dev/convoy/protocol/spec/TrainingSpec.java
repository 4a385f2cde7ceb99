package dev.convoy.protocol.spec;

/**
 * How the network is trained.
 *
 * @param epochs passes over the training split
 * @param batchSize images per step
 * @param averaging decay of the moving average of the weights that is evaluated, in [0, 1); 0: the
 *     weights themselves are
 */
public record TrainingSpec(
    int epochs,
    int batchSize,
    OptimizerSpec optimizer,
    ScheduleSpec schedule,
    RegularizationSpec regularization,
    ClippingSpec clipping,
    double averaging,
    TransferSpec transfer) {

  /** Neither regularized nor clipped nor averaged, and from scratch. */
  public TrainingSpec(int epochs, int batchSize, OptimizerSpec optimizer, ScheduleSpec schedule) {
    this(
        epochs,
        batchSize,
        optimizer,
        schedule,
        RegularizationSpec.NONE,
        new ClippingSpec.None(),
        0,
        TransferSpec.NONE);
  }
}
