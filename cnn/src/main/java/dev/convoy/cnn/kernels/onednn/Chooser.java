package dev.convoy.cnn.kernels.onednn;

import dev.convoy.cnn.kernels.KernelPlan;
import dev.convoy.cnn.kernels.Op;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Chooses between ways to compute an operation, and remembers what it chose. */
final class Chooser {

  private final KernelPlan given;
  private final Judgement judgement;
  private final Map<String, Way> chosen = new HashMap<>();

  /** Keeps to a plan where it says anything, and judges where it doesn't. */
  Chooser(KernelPlan plan, Judgement judgement) {
    given = plan;
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
   * Chooses, once for all operations of the same kind and extents.
   *
   * @param operation its kind and extents: what is equal in them is computed alike
   * @param candidates in order of preference
   */
  Way choose(String operation, Supplier<List<Way>> candidates, Rehearsal rehearsal) {
    return chosen.computeIfAbsent(
        operation, absent -> planned(operation, candidates.get(), rehearsal));
  }

  private Way planned(String operation, List<Way> candidates, Rehearsal rehearsal) {
    return Optional.ofNullable(given.ways().get(operation))
        .flatMap(name -> candidates.stream().filter(way -> way.name().equals(name)).findFirst())
        .orElseGet(() -> judgement.best(candidates, rehearsal));
  }

  /** What was given, and all that was chosen. */
  KernelPlan plan() {
    Map<String, String> names = new HashMap<>(given.ways());
    chosen.forEach((operation, way) -> names.put(operation, way.name()));
    return new KernelPlan(names);
  }
}
