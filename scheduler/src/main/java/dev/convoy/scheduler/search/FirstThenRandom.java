package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.SearchSpace;
import java.util.SplittableRandom;

/** A chosen draw, and after it independent ones, for when the chosen one has been made before. */
final class FirstThenRandom {
  private final Hyperparameters first;
  private final SearchSpace space;
  private final SplittableRandom random;
  private boolean firstIsTaken;

  FirstThenRandom(Hyperparameters first, SearchSpace space, SplittableRandom random) {
    this.first = first;
    this.space = space;
    this.random = random;
  }

  Hyperparameters next() {
    if (firstIsTaken) {
      return Draw.from(space, random);
    }
    firstIsTaken = true;
    return first;
  }
}
