package dev.convoy.protocol.message;

import java.util.List;
import java.util.OptionalInt;

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
   * @param epoch of the trial's snapshot that it is; empty in messages of old, which had one
   *     snapshot of a trial at most
   * @param testAccuracy 0 to 1
   */
  public record MemberScore(int trial, OptionalInt epoch, double testAccuracy) {

    /** Whether this is the score of a trial's snapshot. */
    public boolean isOf(int other, SnapshotRef snapshot) {
      return trial == other && epoch.orElse(snapshot.epoch()) == snapshot.epoch();
    }
  }

  /** The best single member's accuracy on the test split. */
  public double bestMemberTestAccuracy() {
    return members.stream().mapToDouble(MemberScore::testAccuracy).max().orElse(Double.NaN);
  }

  /** What the ensemble has over its best single member; negative: it has less. */
  public double gain() {
    return testAccuracy - bestMemberTestAccuracy();
  }
}
