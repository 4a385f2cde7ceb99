package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.ParameterValue;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Distributions of every kind with an order, with and without a step, as documents may have. */
final class RandomRanges {
  private final SplittableRandom random;

  RandomRanges(long seed) {
    random = new SplittableRandom(seed);
  }

  Distribution next() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> real();
      case 4, 5 -> stepped(real(), 0);
      case 6, 7 -> whole();
      case 8 -> stepped(whole(), 1);
      default ->
          new Distribution.Ordinal(
              IntStream.range(0, random.nextInt(1, 12)).mapToObj(ParameterValue::of).toList());
    };
  }

  private Distribution real() {
    double low = random.nextBoolean() ? 0 : random.nextDouble();
    double high = low + Math.exp(random.nextDouble(-6, 3));
    double little = Math.exp(random.nextDouble(-12, 0));
    double more = little * Math.exp(random.nextDouble(0.1, 12));
    double near = Math.min(more, 0.999);
    return List.of(
            new Distribution.Uniform(low, high),
            new Distribution.LogUniform(little, more),
            new Distribution.ReverseLogUniform(1 - near, 1 - Math.min(little, near / 2)),
            new Distribution.Normal((low + high) / 2, (high - low) / 3, low, high),
            new Distribution.LogNormal(little, 2, little, more))
        .get(random.nextInt(5));
  }

  private Distribution whole() {
    long low = random.nextLong(0, 5);
    long high = low + random.nextLong(1, random.nextBoolean() ? 6 : 1000);
    return random.nextBoolean()
        ? new Distribution.IntegerRange(low, high)
        : new Distribution.LogInteger(Math.max(1, low), Math.max(2, high));
  }

  /** At most as wide a step as the range is; whole for whole numbers. */
  private Distribution stepped(Distribution of, int least) {
    double[] ends = ends(of);
    double step = (ends[1] - ends[0]) * Math.exp(random.nextDouble(-6, 0));
    return new Distribution.Quantized(
        of, least == 0 ? step : Math.max(least, Math.floor(step)), ends[0], ends[1]);
  }

  private static double[] ends(Distribution distribution) {
    return switch (distribution) {
      case Distribution.Uniform(double low, double high) -> new double[] {low, high};
      case Distribution.LogUniform(double low, double high) -> new double[] {low, high};
      case Distribution.ReverseLogUniform(double low, double high) -> new double[] {low, high};
      case Distribution.Normal normal -> new double[] {normal.low(), normal.high()};
      case Distribution.LogNormal normal -> new double[] {normal.low(), normal.high()};
      case Distribution.IntegerRange(long low, long high) -> new double[] {low, high};
      case Distribution.LogInteger(long low, long high) -> new double[] {low, high};
      default -> throw new IllegalArgumentException("No ends: " + distribution);
    };
  }
}
