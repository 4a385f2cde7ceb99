package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.Samples.AT;
import static dev.convoy.scheduler.Samples.ID;
import static dev.convoy.scheduler.Samples.spec;

import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.scheduler.search.Seeds;
import java.util.Map;
import java.util.Optional;

/** A grid of two trials, one after the other, and the facts about them. */
final class TwoTrials {
  static final ExperimentSpec TWO_TRIALS =
      spec(
          """
          {"model": {"architecture": {"choice": ["a", "b"]}}, "training": {"epochs": 3},
           "search": {"method": "grid", "trials": 8, "parallel": 1, "seed": 7},
           "stopping": [{"patience": {"epochs": 1, "minDelta": 0}}],
           "ensemble": {"size": 2}, "limits": {"maxRestarts": 1, "failedShare": 0.5, "time": "1h"}}
          """);

  private TwoTrials() {}

  static Hyperparameters draw(String architecture) {
    return new Hyperparameters(Map.of("model.architecture", ParameterValue.of(architecture)));
  }

  static Fact created(int trial, String architecture) {
    return new Fact.TrialCreated(ID, trial, draw(architecture), Seeds.ofTrial(7, trial), AT);
  }

  static Fact ordered(int trial, Leg leg) {
    return new Fact.LegOrdered(ID, trial, leg, Optional.empty(), AT);
  }
}
