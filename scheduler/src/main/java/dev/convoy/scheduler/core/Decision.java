package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Work;
import java.util.List;
import java.util.stream.Stream;

/** What is to be written down and sent, all of it or nothing. */
public record Decision(List<Fact> facts, List<Work> work, List<Control> control) {
  static final Decision NOTHING = new Decision(List.of(), List.of(), List.of());

  public Decision {
    facts = List.copyOf(facts);
    work = List.copyOf(work);
    control = List.copyOf(control);
  }

  static Decision that(Fact... facts) {
    return new Decision(List.of(facts), List.of(), List.of());
  }

  static Decision tell(Control control) {
    return new Decision(List.of(), List.of(), List.of(control));
  }

  static Decision order(Fact fact, Work work) {
    return new Decision(List.of(fact), List.of(work), List.of());
  }

  Decision and(Decision more) {
    return new Decision(
        join(facts, more.facts), join(work, more.work), join(control, more.control));
  }

  public boolean isNothing() {
    return facts.isEmpty() && work.isEmpty() && control.isEmpty();
  }

  private static <T> List<T> join(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
