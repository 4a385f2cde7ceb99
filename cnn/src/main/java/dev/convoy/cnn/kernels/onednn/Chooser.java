package dev.convoy.cnn.kernels.onednn;

import dev.convoy.cnn.kernels.KernelPlan;
import dev.convoy.cnn.kernels.Op;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses between ways to compute an operation, and remembers what it chose. */
final class Chooser {

  private final Map<String, String> ways;
  private final Judgement judgement;

  /** Keeps to a plan where it says anything, and judges where it doesn't. */
  Chooser(KernelPlan plan, Judgement judgement) {
    ways = new HashMap<>(plan.ways());
    this.judgement = judgement;
  }

  /** Which of several ways is best. */
  @FunctionalInterface
  interface Judgement {

    /**
     * Judges.
     *
     * @param ways at least one, in order of preference
     * @param rehearsal makes a way ready to be tried out
     */
    Way best(List<Way> ways, Rehearsal rehearsal);
  }

  /** Makes a way ready to be tried out, all it needs in memory that is given back after. */
  @FunctionalInterface
  interface Rehearsal {
    Op of(Way way, Arena arena);
  }

  /**
   * Chooses.
   *
   * @param operation its kind and extents: what is equal in them is computed alike
   * @param candidates in order of preference
   */
  Way choose(String operation, List<Way> candidates, Rehearsal rehearsal) {
    Way chosen =
        Optional.ofNullable(ways.get(operation))
            .flatMap(name -> candidates.stream().filter(way -> way.name().equals(name)).findFirst())
            .orElseGet(() -> judgement.best(candidates, rehearsal));
    ways.put(operation, chosen.name());
    return chosen;
  }

  /** All that was chosen. */
  KernelPlan plan() {
    return new KernelPlan(ways);
  }
}
