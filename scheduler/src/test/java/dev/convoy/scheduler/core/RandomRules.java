package dev.convoy.scheduler.core;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rules within rules, drawn by seed, as a document's list with one of them. Thresholds are those of
 * a {@link SimulatedWorld}.
 */
final class RandomRules {
  private static final int DEEPEST = 3;
  private static final List<String> BY_THEIR_OWN_CURVE =
      List.of(
          "{\"patience\": {\"epochs\": 1, \"minDelta\": 0.01}}",
          "{\"patience\": {\"epochs\": 2, \"minDelta\": 0}}",
          "{\"threshold\": {\"value\": LOW, \"epoch\": 2}}",
          "{\"threshold\": {\"value\": HIGH, \"epoch\": 4}}");
  private static final List<String> BY_OTHERS =
      List.of(
          "{\"median\": {\"startupTrials\": 3, \"warmupEpochs\": 1}}",
          "{\"percentile\": {\"keep\": 0.3, \"startupTrials\": 3, \"warmupEpochs\": 0}}",
          "{\"asha-stopping\": {\"eta\": 2, \"firstRung\": 1}}");

  private final List<String> rules;
  private final SplittableRandom random;

  private RandomRules(List<String> rules, long seed) {
    this.rules = rules;
    this.random = new SplittableRandom(seed);
  }

  /** Such as judge every trial by its own curve alone. */
  static String byTheirOwnCurve(long seed) {
    return "[" + new RandomRules(BY_THEIR_OWN_CURVE, seed).wrapper(DEEPEST) + "]";
  }

  /** Such as compare trials with others too. */
  static String byOthersToo(long seed) {
    List<String> all = Stream.concat(BY_THEIR_OWN_CURVE.stream(), BY_OTHERS.stream()).toList();
    return "[" + new RandomRules(all, seed).wrapper(DEEPEST) + "]";
  }

  private String rule(int depth) {
    return depth == 0 || random.nextInt(3) == 0
        ? rules.get(random.nextInt(rules.size()))
        : wrapper(depth);
  }

  private String wrapper(int depth) {
    return switch (random.nextInt(3)) {
      case 0 ->
          "{\"grace\": {\"epochs\": %d, \"of\": %s}}"
              .formatted(1 + random.nextInt(4), rule(depth - 1));
      case 1 -> "{\"all-of\": {\"rules\": [%s]}}".formatted(several(depth - 1));
      default -> "{\"any-of\": {\"rules\": [%s]}}".formatted(several(depth - 1));
    };
  }

  private String several(int depth) {
    return IntStream.range(0, 1 + random.nextInt(3))
        .mapToObj(i -> rule(depth))
        .collect(Collectors.joining(", "));
  }
}
