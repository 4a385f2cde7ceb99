package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Work;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Decides, applies, and goes on until nothing more follows.
 *
 * <p>A command leads to facts ({@link OnRequest}, {@link OnReport}, {@link OnTick}); each fact is
 * applied to the state and may lead to further ones ({@link OnFact}): an epoch recorded, the trial
 * stopped by it, the next trial created, its leg ordered. What follows from a fact is settled
 * before the next fact is looked at, so every decision sees all that came before it. Whoever calls
 * writes the whole outcome in one transaction or drops the state.
 */
public final class Scheduler {

  private Scheduler() {}

  /** Takes a command into the state and returns everything that came of it, in order. */
  public static Decision handle(SchedulerState state, Command command) {
    List<Fact> facts = new ArrayList<>();
    List<Work> work = new ArrayList<>();
    List<Control> control = new ArrayList<>();
    Deque<Fact> pending = new ArrayDeque<>();
    Decision next = decide(state, command);
    while (true) {
      next.facts().reversed().forEach(pending::push);
      work.addAll(next.work());
      control.addAll(next.control());
      if (pending.isEmpty()) {
        return new Decision(facts, work, control);
      }
      Fact fact = pending.pop();
      state.apply(fact);
      facts.add(fact);
      next = OnFact.follow(state, fact);
    }
  }

  /** What a command leads to at first; changes nothing. */
  static Decision decide(SchedulerState state, Command command) {
    return switch (command) {
      case Command.Requested(var request) -> OnRequest.decide(state, request);
      case Command.Reported(var report) -> OnReport.decide(state, report);
      case Command.Tick(var now) -> OnTick.decide(state, now);
    };
  }
}
