package dev.convoy.protocol.message;

import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Hyperparameters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened, as the scheduler wrote it down. Replaying an experiment's facts in order gives its
 * whole state. Each fact has a key of its own beneath the experiment's, so that the log may be
 * compacted.
 */
public sealed interface Fact extends Message {

  /** When it happened, as the command that led to it said. */
  Instant at();

  /** What the fact is about within its experiment; a later fact of the same subject replaces it. */
  String subject();

  /** The Kafka record's key: the experiment and the subject. */
  default String key() {
    return experimentId() + "/" + subject();
  }

  /** An experiment began. */
  record ExperimentStarted(ExperimentId experimentId, ExperimentSpec spec, long seed, Instant at)
      implements Fact {
    @Override
    public String subject() {
      return "started";
    }
  }

  /**
   * A check was put into the work queue.
   *
   * @param restart how often it was ordered again after a failure
   * @param hyperparameters that it is made with
   */
  record CheckOrdered(
      ExperimentId experimentId,
      CheckKind check,
      int restart,
      Hyperparameters hyperparameters,
      Instant at)
      implements Fact {
    @Override
    public String subject() {
      return "check/%s/ordered/%d".formatted(check.code(), restart);
    }
  }

  /** A check came to its verdict; a failed one ends the experiment. */
  record CheckJudged(ExperimentId experimentId, CheckKind check, CheckResult result, Instant at)
      implements Fact {
    @Override
    public String subject() {
      return "check/" + check.code();
    }
  }

  /** The learning rate that a check found has set the range to search. */
  record RateNarrowed(ExperimentId experimentId, NarrowedRange range, Instant at) implements Fact {
    @Override
    public String subject() {
      return "space/rate";
    }
  }

  /**
   * Hyperparameters were drawn.
   *
   * @param trial counts from 0
   */
  record TrialCreated(
      ExperimentId experimentId, int trial, Hyperparameters hyperparameters, long seed, Instant at)
      implements Fact {
    @Override
    public String subject() {
      return "trial/" + trial;
    }
  }

  /**
   * The search goes on in a part of its space.
   *
   * @param around the trial that was the best so far
   */
  record SpaceNarrowed(
      ExperimentId experimentId, int around, List<NarrowedRange> ranges, Instant at)
      implements Fact {
    public SpaceNarrowed {
      ranges = List.copyOf(ranges);
    }

    @Override
    public String subject() {
      return "space/narrowed";
    }
  }

  /**
   * A generation of a population was complete, and these of its members go on as others' copies.
   *
   * @param epoch after which it was complete
   */
  record GenerationDecided(ExperimentId experimentId, int epoch, List<Heir> heirs, Instant at)
      implements Fact {
    public GenerationDecided {
      heirs = List.copyOf(heirs);
    }

    @Override
    public String subject() {
      return "generation/" + epoch;
    }
  }

  /** A leg was put into the work queue. */
  record LegOrdered(
      ExperimentId experimentId, int trial, Leg leg, Optional<SnapshotRef> from, Instant at)
      implements Fact {
    @Override
    public String subject() {
      return "trial/%d/leg/%d/%d".formatted(trial, leg.number(), leg.restart());
    }
  }

  /** A worker began an attempt. */
  record AttemptStarted(
      ExperimentId experimentId,
      int trial,
      Attempt attempt,
      String worker,
      String device,
      Instant at)
      implements Fact {
    @Override
    public String subject() {
      return "trial/%d/attempt/%d/%d/%d"
          .formatted(trial, attempt.leg(), attempt.restart(), attempt.delivery());
    }
  }

  /** An epoch's result was taken into the history, once and in order, whatever was redelivered. */
  record EpochRecorded(
      ExperimentId experimentId,
      int trial,
      Attempt attempt,
      int epoch,
      EpochMetrics metrics,
      Optional<SnapshotRef> snapshot,
      Instant at)
      implements Fact {
    @Override
    public String subject() {
      return "trial/" + trial + "/epoch/" + epoch;
    }
  }

  /**
   * An attempt failed; another order of its leg or the trial's end follows at once.
   *
   * @param attempt the one that failed
   */
  record AttemptFailed(
      ExperimentId experimentId, int trial, Attempt attempt, Failure failure, Instant at)
      implements Fact {
    @Override
    public String subject() {
      return "trial/%d/attempt/%d/%d/%d/failed"
          .formatted(trial, attempt.leg(), attempt.restart(), attempt.delivery());
    }
  }

  /** A trial is through with a leg that is not its last and waits for its next. */
  record TrialPaused(ExperimentId experimentId, int trial, int epoch, Instant at) implements Fact {
    @Override
    public String subject() {
      return "trial/%d/paused/%d".formatted(trial, epoch);
    }
  }

  /** A trial came to its end. */
  record TrialEnded(
      ExperimentId experimentId, int trial, TrialStatus status, Reason reason, Instant at)
      implements Fact {
    @Override
    public String subject() {
      return "trial/" + trial + "/ended";
    }
  }

  /**
   * The experiment is paused, so the trial keeps its place and waits, saved, to be ordered again.
   *
   * @param leg the order that holds no longer
   */
  record TrialParked(ExperimentId experimentId, int trial, Leg leg, Instant at) implements Fact {
    @Override
    public String subject() {
      return "trial/%d/leg/%d/%d/parked".formatted(trial, leg.number(), leg.restart());
    }
  }

  /** The learning curves of a trial that ended were looked at. */
  record TrialDiagnosed(ExperimentId experimentId, int trial, List<Finding> findings, Instant at)
      implements Fact {
    public TrialDiagnosed {
      findings = List.copyOf(findings);
    }

    @Override
    public String subject() {
      return "trial/" + trial + "/diagnosed";
    }
  }

  /**
   * From now on the experiment is as its extended document has it.
   *
   * @param count of the experiment's extensions, this one included
   */
  record ExperimentExtended(ExperimentId experimentId, int count, ExperimentSpec spec, Instant at)
      implements Fact {
    @Override
    public String subject() {
      return "extended/" + count;
    }
  }

  /**
   * No more work is ordered for now.
   *
   * @param pause counts the experiment's pauses from 1
   */
  record ExperimentPaused(ExperimentId experimentId, int pause, Instant at) implements Fact {
    @Override
    public String subject() {
      return "pause/" + pause;
    }
  }

  /** A pause is over. */
  record ExperimentResumed(ExperimentId experimentId, int pause, Instant at) implements Fact {
    @Override
    public String subject() {
      return "pause/%d/over".formatted(pause);
    }
  }

  /** Training is over, and all trials were looked at together. */
  record ExperimentReviewed(
      ExperimentId experimentId,
      List<Finding> findings,
      List<ParameterReview> parameters,
      Instant at)
      implements Fact {
    public ExperimentReviewed {
      findings = List.copyOf(findings);
      parameters = List.copyOf(parameters);
    }

    @Override
    public String subject() {
      return "reviewed";
    }
  }

  /** The ensemble was put into the work queue. */
  record EnsembleOrdered(
      ExperimentId experimentId, int restart, List<EnsembleMember> members, Instant at)
      implements Fact {
    public EnsembleOrdered {
      members = List.copyOf(members);
    }

    @Override
    public String subject() {
      return "ensemble/ordered/" + restart;
    }
  }

  /** The ensemble was scored on the test split. */
  record EnsembleScored(ExperimentId experimentId, EnsembleScore score, Instant at)
      implements Fact {
    @Override
    public String subject() {
      return "ensemble/scored";
    }
  }

  /** The experiment came to its end. */
  record ExperimentEnded(
      ExperimentId experimentId, ExperimentStatus status, Reason reason, Instant at)
      implements Fact {
    @Override
    public String subject() {
      return "ended";
    }
  }
}
