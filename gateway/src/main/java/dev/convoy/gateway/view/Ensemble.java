package dev.convoy.gateway.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.convoy.protocol.message.EnsembleMember;
import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.SnapshotRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The snapshots that vote together, and how well they do on the test split.
 *
 * @param members in the order the scheduler chose them; once it is scored, those that vote
 * @param testAccuracy of the averaged probabilities, 0 to 1
 * @param bestMemberTestAccuracy of the best single member, 0 to 1
 */
public record Ensemble(
    Status status,
    List<Member> members,
    Optional<Double> testAccuracy,
    Optional<Double> bestMemberTestAccuracy,
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
   * One vote.
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
        ordered.at(),
        Optional.empty());
  }

  private static Member unscored(EnsembleMember member) {
    return new Member(member.trial(), member.snapshot(), Optional.empty());
  }

  Ensemble scored(Fact.EnsembleScored scored) {
    Map<Integer, Double> accuracies =
        scored.score().members().stream()
            .collect(
                Collectors.toMap(
                    EnsembleScore.MemberScore::trial,
                    EnsembleScore.MemberScore::testAccuracy,
                    (first, second) -> first));
    return new Ensemble(
        Status.SCORED,
        members.stream()
            .filter(member -> accuracies.containsKey(member.trial()))
            .map(
                member ->
                    new Member(
                        member.trial(),
                        member.snapshot(),
                        Optional.ofNullable(accuracies.get(member.trial()))))
            .toList(),
        Optional.of(scored.score().testAccuracy()),
        Optional.of(scored.score().bestMemberTestAccuracy()),
        orderedAt,
        Optional.of(scored.at()));
  }
}
