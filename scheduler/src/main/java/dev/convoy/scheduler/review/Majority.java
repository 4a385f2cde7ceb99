package dev.convoy.scheduler.review;

import dev.convoy.protocol.message.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What most trials show, of those whose curves can be read ({@link CurveReader#canRead}); changed
 * by facts alone.
 */
public final class Majority {
  private static final int FEWEST = 3;

  private final Map<String, Seen> seen = new LinkedHashMap<>();
  private int trials;

  private record Seen(int trials, String advice) {
    Seen again() {
      return new Seen(trials + 1, advice);
    }
  }

  /** Of its own from now on. */
  public Majority copy() {
    Majority copy = new Majority();
    copy.seen.putAll(seen);
    copy.trials = trials;
    return copy;
  }

  /** One more trial was looked at, whose curves can be read. */
  public void add(List<Finding> findings) {
    trials++;
    findings.forEach(
        finding ->
            seen.merge(
                finding.what(), new Seen(1, finding.advice()), (former, one) -> former.again()));
  }

  /** What more than half of the trials show, if they are at least {@value #FEWEST}. */
  public List<Finding> findings() {
    return seen.entrySet().stream()
        .filter(entry -> trials >= FEWEST && 2 * entry.getValue().trials() > trials)
        .map(
            entry ->
                new Finding(
                    entry.getKey(),
                    "%d of the %d trials whose curves can be read"
                        .formatted(entry.getValue().trials(), trials),
                    entry.getValue().advice()))
        .toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Majority those && trials == those.trials && seen.equals(those.seen);
  }

  @Override
  public int hashCode() {
    return Objects.hash(seen, trials);
  }
}
