package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.Request;
import dev.convoy.scheduler.search.Seeds;
import java.time.Instant;
import java.util.function.Function;

/** What clients' wishes lead to. A wish said twice, or about an experiment that ended, is void. */
final class OnRequest {

  private OnRequest() {}

  static Decision decide(SchedulerState state, Request request) {
    return switch (request) {
      case Request.SubmitExperiment submit ->
          state.knows(submit.experimentId()) ? Decision.NOTHING : start(submit);
      case Request.CancelExperiment cancel ->
          running(state, cancel, experiment -> cancel(experiment, cancel.at()));
      case Request.PauseExperiment pause ->
          running(state, pause, experiment -> Pausing.pause(experiment, pause.at()));
      case Request.ExtendExperiment extend ->
          running(state, extend, experiment -> Extending.extend(experiment, extend));
      case Request.ResumeExperiment resume ->
          running(state, resume, experiment -> Pausing.resume(experiment, resume.at()));
    };
  }

  private static Decision running(
      SchedulerState state, Request request, Function<Experiment, Decision> decide) {
    return state.running(request.experimentId()).map(decide).orElse(Decision.NOTHING);
  }

  private static Decision cancel(Experiment experiment, Instant at) {
    Reason reason = new Reason("cancelled", "ended by request");
    return Endings.abort(experiment, ExperimentStatus.CANCELLED, reason, at);
  }

  /** A document that passed the gateway but makes no sense here ends before it begins. */
  private static Decision start(Request.SubmitExperiment submit) {
    long seed = submit.spec().search().seed().orElseGet(() -> Seeds.of(submit.experimentId()));
    try {
      Plan.of(submit.spec(), seed);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Decision.that(
          new Fact.ExperimentEnded(
              submit.experimentId(),
              ExperimentStatus.FAILED,
              new Reason("spec", String.valueOf(e.getMessage())),
              submit.at()));
    }
    return Decision.that(
        new Fact.ExperimentStarted(submit.experimentId(), submit.spec(), seed, submit.at()));
  }
}
