package dev.convoy.standalone.kill;

import dev.convoy.protocol.message.EnsembleMember;
import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.Hyperparameters;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an experiment came to, without what may differ between two runs: times, attempts, names. Two
 * that are equal are so bit for bit: the members' weights by their SHA-256.
 *
 * @param members of the ensemble, best first
 */
record Outcome(
    List<Trial> trials, List<Member> members, EnsembleScore score, ExperimentStatus status) {

  /** One trial's whole life. */
  record Trial(
      Hyperparameters hyperparameters, long seed, List<Epoch> epochs, TrialStatus status) {}

  /** What a worker computed in an epoch. */
  record Epoch(
      double trainingLoss,
      double trainingAccuracy,
      double validationLoss,
      double validationAccuracy,
      double learningRate) {

    static Epoch of(EpochMetrics metrics) {
      return new Epoch(
          metrics.trainingLoss(),
          metrics.trainingAccuracy(),
          metrics.validationLoss(),
          metrics.validationAccuracy(),
          metrics.learningRate());
    }
  }

  /** A trial's best snapshot. */
  record Member(int trial, int epoch, String sha256) {

    static Member of(EnsembleMember member) {
      return new Member(member.trial(), member.snapshot().epoch(), member.snapshot().sha256());
    }
  }

  /** Of an experiment that ended, by its facts. */
  static Outcome of(List<Fact> facts) {
    return new Outcome(
        each(facts, Fact.TrialCreated.class).map(created -> trial(created, facts)).toList(),
        only(facts, Fact.EnsembleOrdered.class).members().stream().map(Member::of).toList(),
        only(facts, Fact.EnsembleScored.class).score(),
        only(facts, Fact.ExperimentEnded.class).status());
  }

  private static Trial trial(Fact.TrialCreated created, List<Fact> facts) {
    return new Trial(
        created.hyperparameters(),
        created.seed(),
        each(facts, Fact.EpochRecorded.class)
            .filter(recorded -> recorded.trial() == created.trial())
            .map(recorded -> Epoch.of(recorded.metrics()))
            .toList(),
        each(facts, Fact.TrialEnded.class)
            .filter(end -> end.trial() == created.trial())
            .map(Fact.TrialEnded::status)
            .findFirst()
            .orElseThrow());
  }

  static <F extends Fact> Stream<F> each(List<Fact> facts, Class<F> type) {
    return facts.stream().filter(type::isInstance).map(type::cast);
  }

  private static <F extends Fact> F only(List<Fact> facts, Class<F> type) {
    List<F> found = each(facts, type).toList();
    if (found.size() != 1) {
      throw new AssertionError("There are %d of %s".formatted(found.size(), type.getSimpleName()));
    }
    return found.getFirst();
  }
}
