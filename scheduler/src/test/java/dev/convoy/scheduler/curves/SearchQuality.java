package dev.convoy.scheduler.curves;

import static dev.convoy.scheduler.curves.Contender.ASHA;
import static dev.convoy.scheduler.curves.Contender.COARSE_TO_FINE;
import static dev.convoy.scheduler.curves.Contender.GRID;
import static dev.convoy.scheduler.curves.Contender.HYPERBAND;
import static dev.convoy.scheduler.curves.Contender.MEDIAN;
import static dev.convoy.scheduler.curves.Contender.RANDOM;
import static dev.convoy.scheduler.curves.Contender.TPE;
import static dev.convoy.scheduler.curves.Contender.TPE_ASHA;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What docs/SEARCH.md shows: a table, and a picture for searches and one for stopping rules. */
final class SearchQuality {
  static final int SEEDS = 50;
  static final int WHOLE_TRIALS = 64;

  private static final List<Integer> COLUMNS = List.of(2, 4, 8, 16, 32, 64);

  private final int trialEpochs;
  private final Map<Contender, Regret> regrets = new LinkedHashMap<>();

  SearchQuality(RecordedCurves curves) {
    trialEpochs = curves.epochs();
    for (Contender contender :
        List.of(RANDOM, GRID, TPE, COARSE_TO_FINE, MEDIAN, HYPERBAND, ASHA, TPE_ASHA)) {
      int budget = WHOLE_TRIALS * trialEpochs;
      regrets.put(contender, Regret.of(contender, curves, budget, SEEDS));
    }
  }

  /** In Markdown. */
  String table() {
    StringBuilder table = new StringBuilder("| epochs spent |");
    COLUMNS.forEach(trials -> table.append(" %d |".formatted(trials * trialEpochs)));
    table.append(" to 1 point |\n").append("|---".repeat(COLUMNS.size() + 2)).append("|\n");
    regrets.values().forEach(regret -> table.append(row(regret)));
    return table.toString();
  }

  private String row(Regret regret) {
    StringBuilder row = new StringBuilder("| %s |".formatted(regret.contender().name()));
    for (int trials : COLUMNS) {
      int spent = trials * trialEpochs;
      row.append(
          String.format(
              Locale.ROOT,
              " %.1f (%.1f to %.1f) |",
              regret.quantile(spent, 0.5),
              regret.quantile(spent, 0.25),
              regret.quantile(spent, 0.75)));
    }
    return row.append(" %d |\n".formatted(regret.epochsTo(1))).toString();
  }

  String searches() {
    return picture("Which trials are drawn", RANDOM, GRID, TPE, COARSE_TO_FINE);
  }

  String stopping() {
    return picture("Which trials are stopped", RANDOM, MEDIAN, HYPERBAND, ASHA, TPE_ASHA);
  }

  private String picture(String title, Contender... shown) {
    List<Regret> curves = Stream.of(shown).map(regrets::get).toList();
    return RegretPlot.svg(title, trialEpochs, curves);
  }
}
