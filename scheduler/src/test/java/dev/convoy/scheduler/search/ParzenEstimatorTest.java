package dev.convoy.scheduler.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParzenEstimatorTest {
  private static final List<ParameterValue> SIZES =
      List.of(ParameterValue.of("s"), ParameterValue.of("m"), ParameterValue.of("l"));

  /** Three sizes in their order and two kinds without one; only the second has a rate. */
  private static final SearchSpace SPACE = space();

  private static SearchSpace space() {
    Map<String, Distribution> parameters = new LinkedHashMap<>();
    parameters.put("size", new Distribution.Ordinal(SIZES));
    parameters.put(
        "kind",
        new Distribution.Choice(
            List.of(ParameterValue.of("a"), ParameterValue.of("b")),
            List.of(
                SearchSpace.EMPTY,
                new SearchSpace(Map.of("kind.rate", new Distribution.Uniform(0, 1))))));
    return new SearchSpace(parameters);
  }

  private static Hyperparameters draw(int size, String kind, double rate) {
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    values.put("size", SIZES.get(size));
    values.put("kind", ParameterValue.of(kind));
    if (kind.equals("b")) {
      values.put("kind.rate", ParameterValue.of(rate));
    }
    return new Hyperparameters(values);
  }

  private static ParzenEstimator some() {
    return new ParzenEstimator(
        SPACE, List.of(draw(0, "b", 0.2), draw(0, "b", 0.3), draw(2, "a", 0)));
  }

  @Test
  void isADensity() {
    double sum = 0;
    for (int size = 0; size < 3; size++) {
      sum += some().density(draw(size, "a", 0)) / 6;
      for (int i = 0; i < 1_000; i++) {
        sum += some().density(draw(size, "b", (i + 0.5) / 1_000)) / 6 / 1_000;
      }
    }

    assertThat(sum).isCloseTo(1, within(1e-4));
  }

  @Test
  void drawsAreAsLikelyAsTheirDensitySays() {
    ParzenEstimator estimator = some();
    SplittableRandom random = new SplittableRandom(3);
    List<Hyperparameters> draws =
        IntStream.range(0, 20_000).mapToObj(i -> estimator.draw(random)).toList();

    for (int size = 0; size < 3; size++) {
      Hyperparameters plain = draw(size, "a", 0);
      assertThat(draws.stream().filter(plain::equals).count() / 20_000.0)
          .isCloseTo(estimator.density(plain) / 6, within(0.01));
    }
  }

  /**
   * By hand: with 1 draw of 2 options, own and even kernel weigh a half each; the own one gives its
   * option 1 - 2/4 + 2/4 * 1/2 = 3/4 of its draws, so density 1.5, the even one 1.
   */
  @Test
  void anOptionIsAsLikelyAsItWasSeenAndASpacesWorthMore() {
    SearchSpace kinds =
        new SearchSpace(
            Map.of(
                "kind",
                new Distribution.Choice(List.of(ParameterValue.of("a"), ParameterValue.of("b")))));
    Hyperparameters a = new Hyperparameters(Map.of("kind", ParameterValue.of("a")));
    Hyperparameters b = new Hyperparameters(Map.of("kind", ParameterValue.of("b")));
    ParzenEstimator estimator = new ParzenEstimator(kinds, List.of(a));

    assertThat(estimator.density(a)).isCloseTo((1.5 + 1) / 2, within(1e-12));
    assertThat(estimator.density(b)).isCloseTo((0.5 + 1) / 2, within(1e-12));
  }

  @Test
  void knowsNothingWithoutDraws() {
    ParzenEstimator empty = new ParzenEstimator(SPACE, List.of());

    assertThat(empty.density(draw(1, "b", 0.9))).isEqualTo(1);
  }
}
