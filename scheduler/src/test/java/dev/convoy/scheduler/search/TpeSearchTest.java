package dev.convoy.scheduler.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.Objective;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import dev.convoy.protocol.spec.SearchSpec;
import dev.convoy.scheduler.history.RecordedHistory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** I7: a Bayesian method. */
class TpeSearchTest extends SearchMethodContract {
  private static final SearchSpec.Tpe DEFAULTS = new SearchSpec.Tpe(10, 24, 0.15);

  @Override
  SearchMethod method(SearchSpace space) {
    return new TpeSearch(space, 7, DEFAULTS);
  }

  /** A rate whose optimum is 0.01 and an optimizer of which the second is better. */
  private static SearchSpace space() {
    Map<String, Distribution> parameters = new LinkedHashMap<>();
    parameters.put("rate", new Distribution.LogUniform(1e-6, 1));
    parameters.put(
        "kind",
        new Distribution.Choice(
            List.of(ParameterValue.of("a"), ParameterValue.of("b"), ParameterValue.of("c")),
            List.of(
                SearchSpace.EMPTY,
                new SearchSpace(Map.of("kind.momentum", new Distribution.Uniform(0, 1))),
                SearchSpace.EMPTY)));
    return new SearchSpace(parameters);
  }

  private static double accuracy(Hyperparameters draw) {
    double rate = Math.log10(number(draw, "rate")) + 2;
    boolean good = draw.values().containsKey("kind.momentum");
    double momentum = good ? Math.abs(number(draw, "kind.momentum") - 0.8) : 0.5;
    return 1 - 0.02 * rate * rate - (good ? 0 : 0.2) - 0.3 * momentum;
  }

  @Test
  @DisplayName("I7: TPE finds a better optimum than random search for the same number of trials")
  void beatsRandomSearchOnAverage() {
    double tpe = 0;
    double random = 0;
    for (int seed = 0; seed < 20; seed++) {
      tpe += best(new TpeSearch(space(), seed, DEFAULTS));
      random += best(RandomSearch.independent(space(), seed));
    }

    assertThat(1 - tpe / 20).isLessThan((1 - random / 20) / 2);
  }

  private static double best(SearchMethod method) {
    return Playing.best(Playing.play(method, 60, TpeSearchTest::accuracy));
  }

  @Test
  void drawsAroundWhatWasGood() {
    RecordedHistory history = Playing.play(method(space()), 60, TpeSearchTest::accuracy);

    List<Hyperparameters> last = IntStream.range(40, 60).mapToObj(history::draw).toList();
    assertThat(last.stream().filter(draw -> draw.values().containsKey("kind.momentum")).count())
        .isGreaterThan(10);
    assertThat(last.stream().filter(draw -> Math.abs(Math.log10(number(draw, "rate")) + 2) < 1))
        .hasSizeGreaterThan(10);
  }

  @Test
  void theFirstTrialsAreThoseOfRandomSearch() {
    RecordedHistory tpe = Playing.play(method(space()), 10, TpeSearchTest::accuracy);
    RecordedHistory random =
        Playing.play(RandomSearch.independent(space(), 7), 10, TpeSearchTest::accuracy);

    assertThat(IntStream.range(0, 10).mapToObj(tpe::draw).toList())
        .isEqualTo(IntStream.range(0, 10).mapToObj(random::draw).toList());
  }

  @Test
  void trialsThatStillTrainKeepOthersAway() {
    SearchSpace space = new SearchSpace(Map.of("x", new Distribution.Uniform(0, 1)));
    RecordedHistory history =
        Playing.play(method(space), 20, draw -> 1 - Math.abs(number(draw, "x") - 0.3));
    Hyperparameters first = method(space).next(history).orElseThrow();
    RecordedHistory busy =
        Playing.play(method(space), 20, draw -> 1 - Math.abs(number(draw, "x") - 0.3));

    IntStream.range(0, 5).forEach(i -> busy.created(first));

    assertThat(number(method(space).next(busy).orElseThrow(), "x"))
        .isNotCloseTo(number(first, "x"), within(0.01));
  }

  @Test
  void whatCameToNothingIsNeverGood() {
    SearchSpace space = new SearchSpace(Map.of("x", new Distribution.Uniform(0, 1)));
    RecordedHistory history =
        Playing.play(method(space), 40, draw -> number(draw, "x") > 0.5 ? Double.NaN : 0.5);

    assertThat(IntStream.range(20, 40).filter(i -> number(history.draw(i), "x") < 0.5).count())
        .isGreaterThan(12);
  }

  @Test
  void aDrawCostsTheSameAfterManyTrials() {
    RecordedHistory history = new RecordedHistory(Objective.DEFAULT);
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 20_000; trial++) {
      history.created(Draw.from(mixed(), random));
      history.observed(trial);
    }

    assertThat(method(mixed()).next(history)).isPresent();
  }

  /** All but a few bad trials, and a few that came farther, have come equally far. */
  @Test
  void aDrawLooksAtNoMoreTrialsAfterManyThanAfterFew() {
    assertThat(looksAfter(10_000)).isLessThan(2 * looksAfter(500));
  }

  private int looksAfter(int trials) {
    RecordedHistory history = new RecordedHistory(Objective.DEFAULT);
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < trials; trial++) {
      history.created(at(random.nextDouble()));
      if (trial < 5) {
        reaches(history, trial, 0.01);
      } else if (trial < 10) {
        reaches(history, trial, 0.1, 0.2, 0.99);
      } else {
        reaches(history, trial, 0.1, 0.5 + 0.4 * random.nextDouble());
      }
      history.observed(trial);
    }
    CountedHistory counted = new CountedHistory(history);
    new TpeSearch(new SearchSpace(Map.of("x", new Distribution.Uniform(0, 1))), 7, DEFAULTS)
        .next(counted);
    return counted.looks();
  }

  /** One came farther and was bad at first, the next is short and better than the rest. */
  @Test
  void aTrialThatEndedEarlierIsGoodThoughOneThatCameFartherIsNot() {
    RecordedHistory history = new RecordedHistory(Objective.DEFAULT);
    for (int trial = 0; trial < 40; trial++) {
      history.created(at(trial == 39 ? 0.95 : 0.01 * trial));
    }
    reaches(history, 0, 0.1, 0.1, 0.99);
    IntStream.range(1, 39).forEach(trial -> reaches(history, trial, 0.1, 0.6 - 0.01 * trial));
    reaches(history, 39, 0.7);
    IntStream.range(0, 40).forEach(history::observed);

    assertThat(drawsAbove(0.8, history)).isGreaterThan(5);
  }

  private static long drawsAbove(double x, RecordedHistory history) {
    SearchSpace space = new SearchSpace(Map.of("x", new Distribution.Uniform(0, 1)));
    return IntStream.range(0, 50)
        .mapToObj(seed -> new TpeSearch(space, seed, DEFAULTS).next(history).orElseThrow())
        .filter(draw -> number(draw, "x") > x)
        .count();
  }

  /** One trial tops all at its fifth epoch, but was the worst where the others stand. */
  @Test
  void likeIsComparedWithLike() {
    RecordedHistory history = new RecordedHistory(Objective.DEFAULT);
    for (int trial = 0; trial < 12; trial++) {
      history.created(at(trial == 11 ? 0.95 : 0.05 * trial));
    }
    IntStream.range(0, 11).forEach(trial -> reaches(history, trial, 0.6 - 0.02 * trial));
    reaches(history, 11, 0.1, 0.7, 0.8, 0.9, 0.99);
    IntStream.range(0, 12).forEach(history::observed);

    assertThat(meanDraw(history)).isLessThan(0.4);
  }

  @Test
  void whatEndedEarlierIsGoodIfItOutdoesTheOthersAllTheSame() {
    RecordedHistory history = new RecordedHistory(Objective.DEFAULT);
    for (int trial = 0; trial < 12; trial++) {
      history.created(at(trial == 11 ? 0.95 : 0.05 * trial));
    }
    IntStream.range(0, 11).forEach(trial -> reaches(history, trial, 0.1, 0.6 - 0.02 * trial));
    reaches(history, 11, 0.7);
    IntStream.range(0, 12).forEach(history::observed);

    assertThat(meanDraw(history)).isGreaterThan(0.6);
  }

  @Test
  void trialsThatTrainOnCountOnceTheyHaveComeAsFar() {
    RecordedHistory history = new RecordedHistory(Objective.DEFAULT);
    for (int trial = 0; trial < 12; trial++) {
      history.created(at((trial + 0.5) / 12));
      reaches(history, trial, 0.6 - 0.02 * trial);
    }

    assertThat(history.observations().size()).isZero();
    assertThat(meanDraw(history)).isLessThan(0.4);
  }

  private static void reaches(RecordedHistory history, int trial, double... accuracies) {
    for (int epoch = 1; epoch <= accuracies.length; epoch++) {
      history.recorded(
          trial,
          epoch,
          new EpochMetrics(0, 0, 0, accuracies[epoch - 1], 0.1, 1, 1),
          Optional.empty());
    }
  }

  private static Hyperparameters at(double x) {
    return new Hyperparameters(Map.of("x", ParameterValue.of(x)));
  }

  private static double meanDraw(RecordedHistory history) {
    SearchSpace space = new SearchSpace(Map.of("x", new Distribution.Uniform(0, 1)));
    return IntStream.range(0, 50)
        .mapToObj(seed -> new TpeSearch(space, seed, DEFAULTS).next(history).orElseThrow())
        .mapToDouble(draw -> number(draw, "x"))
        .average()
        .orElseThrow();
  }

  /** Two parameters of which neither value is better alone, only equal ones together. */
  @Test
  void whatGoesWellTogetherStaysTogether() {
    Map<String, Distribution> parameters = new LinkedHashMap<>();
    parameters.put("x", new Distribution.Uniform(0, 1));
    parameters.put("y", new Distribution.Uniform(0, 1));
    RecordedHistory history =
        Playing.play(method(new SearchSpace(parameters)), 80, draw -> 1 - distance(draw));

    assertThat(IntStream.range(40, 80).filter(i -> distance(history.draw(i)) < 0.2).count())
        .isGreaterThan(25);
  }

  private static double distance(Hyperparameters draw) {
    return Math.abs(number(draw, "x") - number(draw, "y"));
  }
}
