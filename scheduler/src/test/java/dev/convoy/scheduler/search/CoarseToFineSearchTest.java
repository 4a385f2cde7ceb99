package dev.convoy.scheduler.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.protocol.message.NarrowedRange;
import dev.convoy.protocol.message.NarrowedRange.Best;
import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.Objective;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import dev.convoy.protocol.spec.SearchSpec;
import dev.convoy.scheduler.history.RecordedHistory;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** I3: coarse, then fine. */
class CoarseToFineSearchTest extends SearchMethodContract {
  private static final String RATE = "training.optimizer.learningRate";

  @Override
  SearchMethod method(SearchSpace space) {
    return new CoarseToFineSearch(space, 7, new SearchSpec.CoarseToFine(8, 2));
  }

  /** The contract plays a search whose trials never end. */
  @Override
  void usesADiscreteSpaceUpWithoutRepeatingItself() {
    RecordedHistory history = Playing.play(method(discrete()), 12, draw -> 0.5);

    assertThat(IntStream.range(0, 12).mapToObj(history::draw)).doesNotHaveDuplicates();
    assertThat(method(discrete()).next(history)).isEmpty();
  }

  @Override
  void drawsWithinAnOptionOnlyIfItIsDrawn() {
    RecordedHistory history =
        Playing.play(
            new CoarseToFineSearch(conditional(), 7, new SearchSpec.CoarseToFine(3, 2)),
            7,
            draw -> 0.5);

    assertThat(IntStream.range(0, 7).mapToObj(history::draw)).doesNotHaveDuplicates();
  }

  private static SearchSpace rates() {
    return new SearchSpace(Map.of(RATE, new Distribution.LogUniform(1e-5, 1e-1)));
  }

  @Test
  @DisplayName("I3: the fine round is drawn around the best of the coarse one")
  void theFineRoundIsDrawnAroundTheBest() {
    RecordedHistory history =
        Playing.play(method(rates()), 30, draw -> -Math.abs(Math.log10(number(draw, RATE)) + 3));

    NarrowedRange range = history.narrowed().getFirst();
    assertThat(range.best()).isEqualTo(Best.INSIDE);
    assertThat(range.high().number().orElseThrow() / range.low().number().orElseThrow())
        .isCloseTo(10, within(1e-6));
    assertThat(IntStream.range(8, 30).mapToObj(i -> number(history.draw(i), RATE)))
        .allSatisfy(
            rate ->
                assertThat(rate)
                    .isBetween(
                        range.low().number().orElseThrow(), range.high().number().orElseThrow()));
  }

  @Test
  @DisplayName("I3: a best value at the edge of its range widens the range and is called out")
  void aBestValueAtTheEdgeWidensTheRange() {
    RecordedHistory history = Playing.play(method(rates()), 30, draw -> number(draw, RATE));

    NarrowedRange range = history.narrowed().getFirst();
    assertThat(range.best()).isEqualTo(Best.AT_THE_HIGH_END);
    assertThat(range.high().number().orElseThrow()).isGreaterThan(0.1);
    assertThat(IntStream.range(8, 30).mapToObj(i -> number(history.draw(i), RATE)))
        .anySatisfy(rate -> assertThat(rate).isGreaterThan(0.1));
  }

  @Test
  @DisplayName("I3: that the best of the fine round lies at an edge is said in the end")
  void theBestOfTheFineRoundAtAnEdgeIsCalledOut() {
    RecordedHistory history = Playing.play(method(rates()), 60, draw -> number(draw, RATE));

    int best = history.observations().bestFirst().findFirst().orElseThrow();
    assertThat(method(rates()).edges(history))
        .containsExactly(
            new EdgeOfSearch(best, valueOf(history.draw(best)), history.narrowed().getFirst()));
  }

  @Test
  void aBestOfTheFineRoundInTheMiddleIsNotCalledOut() {
    double rate = number(best(Playing.play(method(rates()), 8, this::nearAThousandth)), RATE);
    RecordedHistory history =
        Playing.play(method(rates()), 60, draw -> -Math.abs(Math.log(number(draw, RATE) / rate)));

    assertThat(method(rates()).edges(history)).isEmpty();
  }

  private static ParameterValue valueOf(Hyperparameters draw) {
    return draw.values().getOrDefault(RATE, ParameterValue.of(Double.NaN));
  }

  private double nearAThousandth(Hyperparameters draw) {
    return -Math.abs(Math.log10(number(draw, RATE)) + 3);
  }

  private static Hyperparameters best(RecordedHistory history) {
    return history.draw(history.observations().bestFirst().findFirst().orElseThrow());
  }

  @Test
  void anEdgeWhereTheFieldItselfEndsIsNotCalledOut() {
    SearchSpace space = new SearchSpace(Map.of("model.dropout", new Distribution.Uniform(0, 0.5)));
    SearchMethod method = method(space);
    RecordedHistory history = Playing.play(method, 60, draw -> -number(draw, "model.dropout"));

    assertThat(history.narrowed().getFirst().best()).isEqualTo(Best.AT_THE_LOW_END);
    assertThat(method.edges(history)).isEmpty();
  }

  @Test
  void aRangeIsNotWidenedBeyondWhatTheFieldAllows() {
    SearchSpace space = new SearchSpace(Map.of("model.dropout", new Distribution.Uniform(0, 0.5)));

    List<NarrowedRange> ranges =
        Narrower.around(
            space, new Hyperparameters(Map.of("model.dropout", ParameterValue.of(0.01))));

    assertThat(ranges)
        .containsExactly(
            new NarrowedRange(
                "model.dropout",
                ParameterValue.of(0.0),
                ParameterValue.of(0.01 + 0.0625),
                Best.AT_THE_LOW_END));
  }

  @Test
  void theFineRoundWaitsForTheWholeCoarseOne() {
    SearchMethod method = method(rates());
    RecordedHistory history = new RecordedHistory(Objective.DEFAULT);
    for (int i = 0; i < 8; i++) {
      history.created(method.next(history).orElseThrow());
      if (i > 0) {
        history.observed(i);
      }
    }

    assertThat(method.next(history)).isEmpty();
    assertThat(method.narrow(history)).isEmpty();

    history.observed(0);

    assertThat(method.next(history)).isPresent();
  }

  @Test
  void aChoiceKeepsTheBestOptionAndWhatIsWithinIt() {
    Hyperparameters best =
        new Hyperparameters(
            Map.of(
                "optimizer",
                ParameterValue.of("sgd"),
                "optimizer.momentum",
                ParameterValue.of(0.7)));

    SearchSpace fine = Narrower.narrowed(conditional(), Narrower.around(conditional(), best));

    assertThat(fine.parameters().get("optimizer"))
        .isInstanceOfSatisfying(
            Distribution.Choice.class,
            choice -> {
              assertThat(choice.options()).containsExactly(ParameterValue.of("sgd"));
              assertThat(choice.within().getFirst().parameters()).containsKey("optimizer.momentum");
            });
  }
}
