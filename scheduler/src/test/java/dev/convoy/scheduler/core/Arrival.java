package dev.convoy.scheduler.core;

import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.SearchSpec;
import dev.convoy.protocol.spec.StoppingSpec;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the order in which results arrive is to an experiment, as docs/SEARCH.md says. Whoever adds
 * a method or a rule has to say it here.
 */
enum Arrival {
  /** Every order gives the same trials with the same verdicts. */
  IRRELEVANT,
  /** Another order may give others, as valid. */
  DECISIVE;

  static Arrival of(ExperimentSpec spec) {
    return worst(
        Stream.concat(
                Stream.of(of(spec.search().method())), spec.stopping().stream().map(Arrival::of))
            .toList());
  }

  private static Arrival of(SearchSpec.Method method) {
    return switch (method) {
      case SearchSpec.Random random -> IRRELEVANT;
      case SearchSpec.Grid grid -> IRRELEVANT;
      case SearchSpec.Tpe tpe -> DECISIVE;
      case SearchSpec.CoarseToFine rounds -> IRRELEVANT;
      case SearchSpec.Recipe recipe -> IRRELEVANT;
      case SearchSpec.Pbt population -> IRRELEVANT;
    };
  }

  private static Arrival of(StoppingSpec rule) {
    return switch (rule) {
      case StoppingSpec.Patience patience -> IRRELEVANT;
      case StoppingSpec.Threshold threshold -> IRRELEVANT;
      case StoppingSpec.Median median -> DECISIVE;
      case StoppingSpec.Percentile percentile -> DECISIVE;
      case StoppingSpec.Asha asha -> DECISIVE;
      case StoppingSpec.AshaStopping asha -> DECISIVE;
      case StoppingSpec.Hyperband hyperband -> IRRELEVANT;
      case StoppingSpec.Grace grace -> of(grace.of());
      case StoppingSpec.AllOf all -> of(all.rules());
      case StoppingSpec.AnyOf any -> of(any.rules());
    };
  }

  private static Arrival of(List<StoppingSpec.Rule> rules) {
    return worst(rules.stream().map(Arrival::of).toList());
  }

  private static Arrival worst(Collection<Arrival> all) {
    return all.contains(DECISIVE) ? DECISIVE : IRRELEVANT;
  }
}
