package dev.convoy.protocol.message;

import java.util.List;

/**
 * How an ensemble and its members do on the test split.
 *
 * @param members in the order they were asked for
 * @param testAccuracy of the averaged probabilities, 0 to 1
 */
public record EnsembleScore(List<MemberScore> members, double testAccuracy) {

  public EnsembleScore {
    members = List.copyOf(members);
  }

  /**
   * One member alone.
   *
   * @param testAccuracy 0 to 1
   */
  public record MemberScore(int trial, double testAccuracy) {}

  /** The best single member's accuracy on the test split. */
  public double bestMemberTestAccuracy() {
    return members.stream().mapToDouble(MemberScore::testAccuracy).max().orElse(Double.NaN);
  }
}
