package dev.convoy.protocol.message;

import dev.convoy.protocol.spec.Objective;
import dev.convoy.protocol.spec.TrialSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One record of the work queue: something for one worker to do. */
public sealed interface Work extends Message {

  /**
   * Train these epochs of this trial.
   *
   * @param seed everything random in the trial follows from it
   * @param objective decides which snapshots are worth keeping beside the last: those that were the
   *     best of their trial when they were saved, for the scheduler may have ended the trial before
   *     it hears of a better one
   * @param from where to go on; empty: from scratch. A worker that finds a later snapshot of an
   *     earlier attempt goes on from that
   * @param kept snapshots of epochs up to this one are not deleted, for other trials may go on from
   *     them; empty: none is kept for others
   */
  record TrainLeg(
      ExperimentId experimentId,
      int trial,
      Leg leg,
      TrialSpec spec,
      long seed,
      Objective objective,
      Optional<SnapshotRef> from,
      OptionalInt kept)
      implements Work {}

  /**
   * Check a trial before money is spent.
   *
   * @param restart how often the scheduler ordered it again after a failure
   * @param seed everything random in the check follows from it
   */
  record RunCheck(
      ExperimentId experimentId, CheckKind check, int restart, TrialSpec spec, long seed)
      implements Work {}

  /**
   * Score these members together on the test split.
   *
   * @param restart how often the scheduler ordered it again after a failure
   * @param members best first, at least one; the dataset is the first one's
   * @param choose how many of them vote at most, chosen greedily by their vote on the validation
   *     split; empty: all of them vote
   * @param testTimeAugmentation as in the experiment's document
   */
  record BuildEnsemble(
      ExperimentId experimentId,
      int restart,
      List<Member> members,
      OptionalInt choose,
      List<String> testTimeAugmentation)
      implements Work {

    public BuildEnsemble {
      members = List.copyOf(members);
      testTimeAugmentation = List.copyOf(testTimeAugmentation);
    }

    /**
     * One member with what it takes to build its network.
     *
     * @param spec of the member's trial
     * @param seed of the member's trial
     */
    public record Member(int trial, SnapshotRef snapshot, TrialSpec spec, long seed) {}
  }
}
