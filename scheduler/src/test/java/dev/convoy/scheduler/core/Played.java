package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Request;
import dev.convoy.scheduler.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A scheduler's core, played by hand: given what it took already, when one more comes. */
final class Played {
  private final SchedulerState state = new SchedulerState();

  void given(Request request, Report... reports) {
    when(request);
    given(reports);
  }

  void given(Report... reports) {
    List.of(reports).forEach(this::when);
  }

  Decision when(Request request) {
    return Scheduler.handle(state, new Command.Requested(request));
  }

  Decision when(Report report) {
    return Scheduler.handle(state, new Command.Reported(report));
  }

  /** Time has gone on since the start. */
  Decision tick(Duration sinceStart) {
    return Scheduler.handle(state, new Command.Tick(Samples.AT.plus(sinceStart)));
  }

  SchedulerState state() {
    return state;
  }

  /** The one that runs. */
  Experiment experiment() {
    return state.running(Samples.ID).orElseThrow();
  }

  /** The kinds of a decision's facts, in order. */
  static List<String> kinds(Decision decision) {
    return decision.facts().stream().map(fact -> fact.getClass().getSimpleName()).toList();
  }

  /** A decision's first fact of a kind. */
  static <F extends Fact> Optional<F> first(Decision decision, Class<F> kind) {
    return decision.facts().stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }
}
