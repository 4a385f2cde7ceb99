package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.CheckKind;
import dev.convoy.protocol.message.Fact;
import java.util.List;
import java.util.Optional;

/**
 * How far an experiment is with its checks. Immutable.
 *
 * @param left those without a verdict, in their order
 * @param ordered the last one ordered; empty: none yet
 * @param postponed what is to be ordered once the experiment is no longer paused; empty: nothing
 */
record Checks(
    List<CheckKind> left,
    Optional<Fact.CheckOrdered> ordered,
    Optional<Fact.CheckOrdered> postponed) {

  Checks {
    left = List.copyOf(left);
  }

  static Checks toMake(List<CheckKind> checks) {
    return new Checks(checks, Optional.empty(), Optional.empty());
  }

  Checks ordered(Fact.CheckOrdered order) {
    return new Checks(left, Optional.of(order), Optional.empty());
  }

  /** As if ordered, but nobody has been told. */
  Checks postponed(Fact.CheckOrdered order) {
    return new Checks(left, Optional.of(order), Optional.of(order));
  }

  Checks judged(CheckKind check) {
    return new Checks(
        left.stream().filter(one -> one != check).toList(), ordered, Optional.empty());
  }

  /** The first without a verdict; empty: all have one. */
  Optional<CheckKind> next() {
    return left.stream().findFirst();
  }

  boolean isOrdered(CheckKind check) {
    return ordered.filter(order -> order.check() == check).isPresent();
  }

  /** Whether a check is under way. */
  boolean awaits(CheckKind check) {
    return isOrdered(check) && left.contains(check);
  }
}
