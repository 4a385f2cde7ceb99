package dev.convoy.cnn.train;

import dev.convoy.cnn.kernels.Step;
import dev.convoy.cnn.network.Evaluator;
import java.util.function.BooleanSupplier;

/** Ends an epoch's validation when it may not go on, or has no number to give. */
final class Validation implements Evaluation.Visitor {

  private final Evaluator evaluator;
  private final int epoch;
  private final BooleanSupplier goOn;
  private int batches;

  Validation(Evaluator evaluator, int epoch, BooleanSupplier goOn) {
    this.evaluator = evaluator;
    this.epoch = epoch;
    this.goOn = goOn;
  }

  @Override
  public void before() {
    if (!goOn.getAsBoolean()) {
      throw TrainingInterrupted.validating(epoch);
    }
  }

  @Override
  public void after(Step outcome) {
    batches++;
    if (!Double.isFinite(outcome.lossSum())) {
      throw NonFiniteLossException.validating(
          outcome.lossSum(), evaluator.firstNotFinite(), epoch, batches);
    }
  }
}
