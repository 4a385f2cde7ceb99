package dev.convoy.standalone.bench;

import java.util.List;

/**
 * What a run came to.
 *
 * @param reportsPerSecond read, decided and committed, from the first trial created to the kill
 * @param stops how many trials were told to stop before the kill
 * @param stopMedianMillis from the moment before a report is sent to the stop command that it
 *     caused, heard by the worker
 * @param stopP99Millis likewise, the 99th percentile
 * @param firstMicrosPerReport the scheduler's processor time for a report over the first tenth of
 *     the trials
 * @param lastMicrosPerReport likewise over the last tenth before the kill
 * @param recoverySeconds from the start of the process after the kill to its first decision seen
 * @param residentMiB memory of the scheduler before the kill
 * @param growth tenth by tenth
 */
public record SchedulerFigures(
    int trials,
    int epochs,
    int workers,
    double reportsPerSecond,
    int stops,
    double stopMedianMillis,
    double stopP99Millis,
    double firstMicrosPerReport,
    double lastMicrosPerReport,
    double recoverySeconds,
    long residentMiB,
    List<Growth.Stretch> growth) {

  public SchedulerFigures {
    growth = List.copyOf(growth);
  }
}
