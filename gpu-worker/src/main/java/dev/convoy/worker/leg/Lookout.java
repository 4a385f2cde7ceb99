package dev.convoy.worker.leg;

import dev.convoy.cnn.observe.Observation;
import dev.convoy.cnn.train.EpochResult;
import dev.convoy.cnn.train.TrainingRun;
import dev.convoy.protocol.message.Leg;
import java.util.function.BooleanSupplier;

/**
 * Trains epochs, and looks into them as long as that costs next to nothing: the first that an
 * attempt trains and the last of its leg always, the others while looking took less than a
 * hundredth of the training. What comes of the training is the same bits either way.
 */
final class Lookout {
  private static final double MOST = 0.01;

  private final Leg leg;
  private final LegReports reports;
  private double training;
  private double looking;

  Lookout(Leg leg, LegReports reports) {
    this.leg = leg;
    this.reports = reports;
  }

  EpochResult train(TrainingRun run, BooleanSupplier mayTrain) {
    EpochResult result =
        isWorthIt(run.epoch() + 1)
            ? run.observeEpoch(mayTrain, this::saw)
            : run.trainEpoch(mayTrain);
    training += result.seconds();
    return result;
  }

  private boolean isWorthIt(int epoch) {
    return looking <= MOST * training || epoch == leg.toEpoch();
  }

  private void saw(Observation observation) {
    looking += observation.seconds();
    if (observation.isStart()) {
      reports.start(ObservationMapping.seen(observation));
    }
    if (observation.endsEpoch()) {
      reports.observed(observation.epoch(), ObservationMapping.seen(observation));
    }
  }
}
