package dev.convoy.scheduler.preview;

import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.ExperimentSpec;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What an experiment will cost if nothing fails and time suffices, by rehearsals of the real
 * scheduler over learning curves made up from a seed. The same document gives the same preview.
 *
 * @param rehearsals how many the expected numbers are the means of
 * @param checks how many are made before any trial
 * @param trials how many there will be
 * @param completed expected number of trials that get all their epochs
 * @param stopped expected number of trials that a rule ends early
 * @param cutShort expected number of trials that the budget of epochs ends early
 * @param rungs where trials wait for each other, those of a bracket together
 */
public record Preview(
    String name,
    int rehearsals,
    int checks,
    int trials,
    double completed,
    double stopped,
    double cutShort,
    Epochs epochs,
    List<Rung> rungs) {
  private static final int MOST_REHEARSALS = 20;
  private static final int TRIALS_TO_REHEARSE = 20_000;

  /**
   * Epochs of all trials together.
   *
   * @param expected the mean
   * @param least of any rehearsal
   * @param most of any rehearsal
   * @param worst if every trial is better than all before it and every epoch than the one before
   */
  public record Epochs(double expected, long least, long most, long worst) {}

  /**
   * A rung of successive halving.
   *
   * @param bracket epochs of the first rung of its bracket
   * @param epoch after which trials wait here
   * @param come expected number of trials
   * @param goOn expected number of those that are promoted
   */
  public record Rung(int bracket, int epoch, double come, double goOn) {}

  public Preview {
    rungs = List.copyOf(rungs);
  }

  /**
   * Rehearses an experiment.
   *
   * @throws IllegalArgumentException if the experiment makes no sense; the message names the field
   */
  public static Preview of(ExperimentSpec spec) {
    Tally worst = Rehearsal.run(spec, Curves.everBetter());
    int rehearsals = Math.clamp(TRIALS_TO_REHEARSE / worst.trials(), 1, MOST_REHEARSALS);
    List<Tally> tallies =
        LongStream.range(0, rehearsals)
            .mapToObj(run -> Rehearsal.run(spec, Curves.plausible(run)))
            .toList();
    return new Preview(
        spec.name(),
        rehearsals,
        worst.checks(),
        tallies.stream().mapToInt(Tally::trials).max().orElseThrow(),
        ended(tallies, TrialStatus.COMPLETED),
        ended(tallies, TrialStatus.STOPPED),
        ended(tallies, TrialStatus.CANCELLED),
        epochs(tallies, worst.epochs()),
        rungs(tallies));
  }

  private static double ended(List<Tally> tallies, TrialStatus how) {
    return tallies.stream().mapToInt(tally -> tally.ended(how)).average().orElseThrow();
  }

  private static Epochs epochs(List<Tally> tallies, long adverse) {
    var epochs = tallies.stream().mapToLong(Tally::epochs).summaryStatistics();
    return new Epochs(
        epochs.getAverage(), epochs.getMin(), epochs.getMax(), Math.max(adverse, epochs.getMax()));
  }

  private static List<Rung> rungs(List<Tally> tallies) {
    return tallies.stream()
        .flatMap(tally -> tally.came().keySet().stream())
        .distinct()
        .sorted()
        .map(place -> rung(tallies, place))
        .toList();
  }

  private static Rung rung(List<Tally> tallies, Tally.Place place) {
    return new Rung(
        place.first(),
        place.epoch(),
        tallies.stream().mapToInt(tally -> tally.came().getOrDefault(place, 0)).average().orElse(0),
        tallies.stream().mapToInt(tally -> tally.wentOn(place)).average().orElse(0));
  }
}
