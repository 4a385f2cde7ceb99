package dev.convoy.scheduler.core;

import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.scheduler.search.SearchMethod;
import dev.convoy.scheduler.stopping.StoppingRule;
import java.util.List;

/**
 * What an experiment's document means to the scheduler.
 *
 * @param rules in the order of the document; the first that speaks ends the trial
 * @param budget how many trials there will be unless the experiment ends before
 */
record Plan(SearchMethod search, List<StoppingRule> rules, int budget) {

  /**
   * Reads a document.
   *
   * @throws IllegalArgumentException if it asks for what makes no sense
   */
  static Plan of(ExperimentSpec spec, long seed) {
    SearchMethod search = SearchMethod.of(spec, seed);
    return new Plan(
        search,
        spec.stopping().stream().map(StoppingRule::of).toList(),
        (int) Math.min(spec.search().trials(), search.capacity()));
  }
}
