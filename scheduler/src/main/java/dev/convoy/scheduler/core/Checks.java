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
 */
record Checks(List<CheckKind> left, Optional<Fact.CheckOrdered> ordered) {

  Checks {
    left = List.copyOf(left);
  }

  static Checks toMake(List<CheckKind> checks) {
    return new Checks(checks, Optional.empty());
  }

  Checks ordered(Fact.CheckOrdered order) {
    return new Checks(left, Optional.of(order));
  }

  Checks judged(CheckKind check) {
    return new Checks(left.stream().filter(one -> one != check).toList(), ordered);
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
