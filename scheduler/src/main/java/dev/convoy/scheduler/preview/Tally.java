package dev.convoy.scheduler.preview;

import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.TrialStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what happens in one rehearsal. */
final class Tally {
  private final List<Integer> firstLegs = new ArrayList<>();
  private final Map<TrialStatus, Integer> ends = new EnumMap<>(TrialStatus.class);
  private final Map<Place, Integer> came = new TreeMap<>();
  private final Map<Place, Integer> wentOn = new TreeMap<>();
  private int checks;
  private long epochs;

  /**
   * Where trials wait.
   *
   * @param first epochs of the first legs of those trials, by which brackets differ
   * @param epoch after which they wait
   */
  record Place(int first, int epoch) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return first == other.first
          ? Integer.compare(epoch, other.epoch)
          : Integer.compare(first, other.first);
    }
  }

  /**
   * Takes a fact in.
   *
   * @throws IllegalArgumentException if the experiment failed, which it does only if its document
   *     makes no sense
   */
  void count(Fact fact) {
    switch (fact) {
      case Fact.LegOrdered ordered -> order(ordered.trial(), ordered.leg());
      case Fact.EpochRecorded _ -> epochs++;
      case Fact.TrialPaused(var _, int trial, int epoch, var _) ->
          came.merge(place(trial, epoch), 1, Integer::sum);
      case Fact.TrialEnded end -> ends.merge(end.status(), 1, Integer::sum);
      case Fact.ExperimentEnded end when end.status() == ExperimentStatus.FAILED ->
          throw new IllegalArgumentException(end.reason().detail());
      case Fact.CheckOrdered _ -> checks++;
      case Fact.ExperimentStarted _,
          Fact.CheckJudged _,
          Fact.RateNarrowed _,
          Fact.TrialCreated _,
          Fact.SpaceNarrowed _,
          Fact.GenerationDecided _,
          Fact.AttemptStarted _,
          Fact.AttemptFailed _,
          Fact.TrialParked _,
          Fact.TrialDiagnosed _,
          Fact.ExperimentExtended _,
          Fact.ExperimentPaused _,
          Fact.ExperimentResumed _,
          Fact.ExperimentReviewed _,
          Fact.EnsembleOrdered _,
          Fact.EnsembleScored _,
          Fact.ExperimentEnded _ -> {
        // Costs nothing.
      }
    }
  }

  private void order(int trial, Leg leg) {
    if (leg.number() == 0) {
      firstLegs.add(leg.toEpoch());
    } else {
      wentOn.merge(place(trial, leg.fromEpoch()), 1, Integer::sum);
    }
  }

  private Place place(int trial, int epoch) {
    return new Place(firstLegs.get(trial), epoch);
  }

  /** Made before any trial. */
  int checks() {
    return checks;
  }

  int trials() {
    return firstLegs.size();
  }

  int ended(TrialStatus how) {
    return ends.getOrDefault(how, 0);
  }

  /** Of all trials together. */
  long epochs() {
    return epochs;
  }

  /** How many trials came to each place where trials wait. */
  Map<Place, Integer> came() {
    return came;
  }

  int wentOn(Place place) {
    return wentOn.getOrDefault(place, 0);
  }
}
