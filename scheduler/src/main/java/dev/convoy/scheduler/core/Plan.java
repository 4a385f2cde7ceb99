package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.CheckKind;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.SearchSpec;
import dev.convoy.scheduler.search.SearchMethod;
import dev.convoy.scheduler.stopping.Allocation;
import dev.convoy.scheduler.stopping.StoppingRule;
import java.util.List;

/**
 * What an experiment's document means to the scheduler.
 *
 * @param checks to be passed before any trial, in their order
 * @param rule all rules as one, in the order of the document; the first that speaks ends the trial
 * @param laidOut how many trials the search lays out evenly where it does so
 * @param budget how many trials there will be unless the experiment ends before
 */
record Plan(
    List<CheckKind> checks,
    SearchMethod search,
    StoppingRule rule,
    Allocation allocation,
    int laidOut,
    int budget) {

  /**
   * Reads a document.
   *
   * @throws IllegalArgumentException if it asks for what makes no sense
   */
  static Plan of(ExperimentSpec spec, long seed) {
    return of(spec, seed, spec.search().trials());
  }

  /**
   * Reads a document that was extended.
   *
   * @param laidOut the trials of the first
   * @throws IllegalArgumentException if it asks for what makes no sense
   */
  static Plan of(ExperimentSpec spec, long seed, int laidOut) {
    SearchMethod search = SearchMethod.of(spec, seed, laidOut);
    int budget = (int) Math.min(spec.search().trials(), search.capacity());
    return new Plan(
        checks(spec.search().method()),
        search,
        StoppingRule.anyOf(spec.stopping()),
        Allocation.of(spec, budget),
        laidOut,
        budget);
  }

  private static List<CheckKind> checks(SearchSpec.Method method) {
    return method instanceof SearchSpec.Recipe ? List.of(CheckKind.values()) : List.of();
  }
}
