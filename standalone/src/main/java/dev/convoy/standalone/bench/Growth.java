package dev.convoy.standalone.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How a run went, looked at each time a twentieth of the trials had ended. */
public final class Growth {
  private final List<Sample> samples = new ArrayList<>();

  /**
   * One look.
   *
   * @param trials that had ended
   * @param reports that had been decided
   * @param nanos when it was, by {@link System#nanoTime}
   * @param processorTime that the scheduler had used
   * @param residentMiB the scheduler's memory
   */
  public record Sample(
      int trials, long reports, long nanos, Duration processorTime, long residentMiB) {}

  /**
   * What happened between two looks.
   *
   * @param trials that had ended at the later
   * @param microsPerReport the scheduler's processor time for each report
   */
  public record Stretch(
      int trials, double reportsPerSecond, double microsPerReport, long residentMiB) {

    private static Stretch between(Sample from, Sample to) {
      long reports = to.reports() - from.reports();
      return new Stretch(
          to.trials(),
          reports * 1e9 / (to.nanos() - from.nanos()),
          to.processorTime().minus(from.processorTime()).toNanos() / 1e3 / reports,
          to.residentMiB());
    }
  }

  synchronized void add(Sample sample) {
    samples.add(sample);
  }

  /** All of it. */
  synchronized Stretch whole() {
    return Stretch.between(samples.getFirst(), samples.getLast());
  }

  /** The first tenth of the trials. */
  synchronized Stretch first() {
    return Stretch.between(samples.get(0), samples.get(2));
  }

  /** The last tenth before the kill. */
  synchronized Stretch last() {
    return Stretch.between(samples.get(samples.size() - 3), samples.getLast());
  }

  /** Tenth after tenth, beginning with the first. */
  synchronized List<Stretch> tenths() {
    List<Stretch> tenths = new ArrayList<>();
    for (int i = 2; i < samples.size(); i += 2) {
      tenths.add(Stretch.between(samples.get(i - 2), samples.get(i)));
    }
    return tenths;
  }
}
