package dev.convoy.scheduler.stopping;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The brackets of Hyperband for R epochs (Li et al. 2018, algorithm 1): with s_max = floor(log_eta
 * R), bracket s from s_max down to 0 begins with n = ceil((s_max + 1) / (s + 1) * eta^s) trials of
 * R / eta^s epochs, at least 1; each of its rungs passes 1 / eta of its trials on, to eta times as
 * many epochs. Epochs that don't divide are rounded down.
 */
record Brackets(List<Bracket> brackets) {

  /**
   * One bracket.
   *
   * @param trials how many begin
   * @param ladder where they wait
   */
  record Bracket(int trials, Ladder ladder) {}

  Brackets {
    brackets = List.copyOf(brackets);
  }

  /**
   * The brackets for so many epochs.
   *
   * @param epochs R, of the longest trials; at least 1
   * @param eta at least 2
   */
  static Brackets of(int epochs, int eta) {
    if (epochs < 1 || eta < 2) {
      throw new IllegalArgumentException(
          "hyperband: at least 1 epoch and an eta of at least 2 are needed, not %d and %d"
              .formatted(epochs, eta));
    }
    int most = 0;
    for (long power = eta; power <= epochs; power *= eta) {
      most++;
    }
    int largest = most;
    return new Brackets(
        IntStream.rangeClosed(0, largest)
            .mapToObj(i -> bracket(epochs, eta, largest, largest - i))
            .toList());
  }

  private static Bracket bracket(int epochs, int eta, int largest, int s) {
    long begin = Math.ceilDiv((largest + 1L) * power(eta, s), s + 1L);
    List<Integer> rungs =
        IntStream.range(0, s).mapToObj(i -> (int) (epochs / power(eta, s - i))).toList();
    return new Bracket(Math.toIntExact(begin), new Ladder(rungs));
  }

  private static long power(int eta, int exponent) {
    return IntStream.range(0, exponent).mapToLong(i -> eta).reduce(1, Math::multiplyExact);
  }

  /** Trials of all brackets together. */
  int trials() {
    return brackets.stream().mapToInt(Bracket::trials).sum();
  }
}
