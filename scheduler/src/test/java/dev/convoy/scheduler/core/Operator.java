package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Request;
import dev.convoy.scheduler.Samples;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Somebody who pauses and resumes an experiment whenever he likes, has other wishes too, and says
 * things twice.
 */
final class Operator {
  static final Request PAUSE = new Request.PauseExperiment(Samples.ID, Samples.AT);
  static final Request RESUME = new Request.ResumeExperiment(Samples.ID, Samples.AT);

  private final double restlessness;
  private final Deque<Request> wishes;
  private boolean paused;

  private Operator(double restlessness, Collection<Request> wishes) {
    this.restlessness = restlessness;
    this.wishes = new ArrayDeque<>(wishes);
  }

  /** Nobody meddles. */
  static Operator nobody() {
    return new Operator(0, List.of());
  }

  /** Pauses and resumes every few steps, and has these wishes, soon after the start. */
  static Operator restless(Request... wishes) {
    return new Operator(0.1, List.of(wishes));
  }

  /** What he wants before a step, if anything. */
  Optional<Request> wish(SplittableRandom random) {
    if (random.nextDouble() >= restlessness) {
      return Optional.empty();
    }
    if (!wishes.isEmpty() && random.nextBoolean()) {
      return Optional.of(random.nextBoolean() ? wishes.removeFirst() : wishes.getFirst());
    }
    if (random.nextInt(4) > 0) {
      paused = !paused;
    }
    return Optional.of(paused ? PAUSE : RESUME);
  }
}
