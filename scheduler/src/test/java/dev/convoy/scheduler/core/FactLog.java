package dev.convoy.scheduler.core;

import dev.convoy.protocol.codec.MalformedMessageException;
import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.message.Fact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The facts as they come back from Kafka: every one has been JSON in between. */
final class FactLog {
  private static final MessageCodec<Fact> CODEC = MessageCodec.of(Fact.class);

  private final List<Fact> facts = new ArrayList<>();

  void append(List<Fact> committed) {
    for (Fact fact : committed) {
      try {
        facts.add(CODEC.decode(CODEC.encode(fact)));
      } catch (MalformedMessageException e) {
        throw new IllegalStateException("Can't read what was written: " + fact, e);
      }
    }
  }

  SchedulerState replay() {
    SchedulerState state = new SchedulerState();
    facts.forEach(state::apply);
    return state;
  }

  List<Fact> facts() {
    return Collections.unmodifiableList(facts);
  }

  <F extends Fact> List<F> of(Class<F> type) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
