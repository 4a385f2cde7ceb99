package dev.convoy.protocol.message;

import java.util.Comparator;

/**
 * A try at a leg; later attempts fence earlier ones, whose reports no longer count.
 *
 * @param leg number of the leg
 * @param restart which order of the leg by the scheduler, from 0
 * @param delivery how often the queue has handed that order out, from 1
 */
public record Attempt(int leg, int restart, int delivery) implements Comparable<Attempt> {
  private static final Comparator<Attempt> BY_AGE =
      Comparator.comparingInt(Attempt::leg)
          .thenComparingInt(Attempt::restart)
          .thenComparingInt(Attempt::delivery);

  @Override
  public int compareTo(Attempt other) {
    return BY_AGE.compare(this, other);
  }
}
