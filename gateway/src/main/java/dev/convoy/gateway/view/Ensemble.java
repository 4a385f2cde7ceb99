package dev.convoy.gateway.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.convoy.protocol.message.EnsembleMember;
import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.SnapshotRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The snapshots that vote together, and how well they do on the test split.
 *
 * @param members in the order the scheduler chose them; once it is scored, those that vote
 * @param testAccuracy of the averaged probabilities, 0 to 1
 * @param bestMemberTestAccuracy of the best single member, 0 to 1
 * @param gain what the ensemble has over its best single member, -1 to 1
 */
public record Ensemble(
    Status status,
    List<Member> members,
    Optional<Double> testAccuracy,
    Optional<Double> bestMemberTestAccuracy,
    Optional<Double> gain,
    Instant orderedAt,
    Optional<Instant> scoredAt) {

  /** How far it is. */
  public enum Status {
    @JsonProperty("building")
    BUILDING,
    @JsonProperty("scored")
    SCORED
  }

  /**
   * One vote, a trial's snapshot; of one trial there may be several.
   *
   * @param testAccuracy of this member alone, 0 to 1
   */
  public record Member(int trial, SnapshotRef snapshot, Optional<Double> testAccuracy) {}

  static Ensemble ordered(Fact.EnsembleOrdered ordered) {
    return new Ensemble(
        Status.BUILDING,
        ordered.members().stream().map(Ensemble::unscored).toList(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ordered.at(),
        Optional.empty());
  }

  private static Member unscored(EnsembleMember member) {
    return new Member(member.trial(), member.snapshot(), Optional.empty());
  }

  Ensemble scored(Fact.EnsembleScored scored) {
    EnsembleScore score = scored.score();
    return new Ensemble(
        Status.SCORED,
        members.stream().flatMap(member -> scored(member, score).stream()).toList(),
        Optional.of(score.testAccuracy()),
        Optional.of(score.bestMemberTestAccuracy()),
        Optional.of(score.gain()),
        orderedAt,
        Optional.of(scored.at()));
  }

  /** Empty if it doesn't vote. */
  private static Optional<Member> scored(Member member, EnsembleScore score) {
    return score.members().stream()
        .filter(one -> one.isOf(member.trial(), member.snapshot()))
        .findFirst()
        .map(one -> new Member(member.trial(), member.snapshot(), Optional.of(one.testAccuracy())));
  }
}
