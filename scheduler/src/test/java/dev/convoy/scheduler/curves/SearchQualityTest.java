package dev.convoy.scheduler.curves;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.conventions.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What docs/SEARCH.md says about the methods, on curves of really trained networks. */
class SearchQualityTest {
  private static final int SEEDS = 25;
  private static final RecordedCurves CURVES = RecordedCurves.load();
  private static final int BUDGET = SearchQuality.WHOLE_TRIALS * CURVES.epochs();
  private static final Pattern TABLE =
      Pattern.compile("(?s)(<!-- make regret -->\n).*(<!-- end of make regret -->)");

  @Test
  void recordedTheWholeSpace() {
    assertThat(CURVES.trials()).hasSize((int) CURVES.experiment().space().combinations().orElse(0));
    assertThat(CURVES.best()).isBetween(0.9, 1.0);
  }

  @Test
  void ashaNeedsHalfOfTheEpochsOfRandomSearch() {
    Regret random = regret(Contender.RANDOM);
    Regret asha = regret(Contender.ASHA);

    assertThat(asha.epochsTo(1)).as("seeds 1 to %d", SEEDS).isLessThan(random.epochsTo(1) / 2);
    assertThat(asha.quantile(BUDGET, 0.5)).isLessThan(random.quantile(BUDGET, 0.5));
  }

  @Test
  void hyperbandNeedsFewerEpochsThanRandomSearchButMoreThanAsha() {
    Regret hyperband = regret(Contender.HYPERBAND);

    assertThat(hyperband.epochsTo(1))
        .as("seeds 1 to %d", SEEDS)
        .isBetween(regret(Contender.ASHA).epochsTo(1), regret(Contender.RANDOM).epochsTo(1));
  }

  @Test
  void tpeNeedsFewerEpochsThanRandomSearch() {
    assertThat(regret(Contender.TPE).epochsTo(0.75))
        .as("seeds 1 to %d", SEEDS)
        .isLessThan(regret(Contender.RANDOM).epochsTo(0.75) * 3 / 4);
  }

  @Test
  void aGridBeginsWorseThanRandomSearch() {
    int twoTrials = 2 * CURVES.epochs();

    assertThat(regret(Contender.GRID).quantile(twoTrials, 0.5))
        .as("seeds 1 to %d", SEEDS)
        .isGreaterThan(2 * regret(Contender.RANDOM).quantile(twoTrials, 0.5));
  }

  @Test
  void theMedianRuleSavesEpochs() {
    assertThat(regret(Contender.MEDIAN).epochsTo(1))
        .as("seeds 1 to %d", SEEDS)
        .isLessThan(regret(Contender.RANDOM).epochsTo(1));
  }

  /** {@code make regret} writes what is measured; without that the document must say it. */
  @Test
  @Tag("slow")
  void theDocumentShowsWhatIsMeasured() throws IOException {
    SearchQuality measured = new SearchQuality(CURVES);
    Path docs = Sources.around(Path.of("")).root().resolve("docs");
    Path document = docs.resolve("SEARCH.md");
    if (Boolean.getBoolean("convoy.record")) {
      String block = "$1" + Matcher.quoteReplacement(measured.table()) + "$2";
      String text = TABLE.matcher(Files.readString(document)).replaceFirst(block);
      Files.writeString(document, text);
      Files.writeString(docs.resolve("search-methods.svg"), measured.searches());
      Files.writeString(docs.resolve("search-stopping.svg"), measured.stopping());
    }

    assertThat(Files.readString(document)).contains(measured.table());
    assertThat(docs.resolve("search-methods.svg")).hasContent(measured.searches());
    assertThat(docs.resolve("search-stopping.svg")).hasContent(measured.stopping());
  }

  private static Regret regret(Contender contender) {
    return Regret.of(contender, CURVES, BUDGET, SEEDS);
  }
}
