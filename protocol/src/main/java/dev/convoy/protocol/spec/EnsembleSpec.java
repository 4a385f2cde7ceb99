package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which snapshots vote together at the end.
 *
 * @param size how many at most; 0: no ensemble
 * @param snapshotsPerTrial how many of one trial at most, at least 1: its best and those at the
 *     ends of the cycles of its learning rate; empty: its best alone
 * @param testTimeAugmentation views of each test image whose answers are averaged, such as {@code
 *     crops(5)}; empty: the image itself
 */
public record EnsembleSpec(
    int size,
    Selection selection,
    OptionalInt snapshotsPerTrial,
    List<String> testTimeAugmentation) {

  /** Copies the list. */
  public EnsembleSpec {
    testTimeAugmentation = List.copyOf(testTimeAugmentation);
  }

  /** How many snapshots of one trial may be members, at least 1. */
  public int mostOfOneTrial() {
    return snapshotsPerTrial.orElse(1);
  }

  /** How members are chosen. */
  public enum Selection {
    /** The best snapshots by the objective. */
    @JsonProperty("top")
    TOP,
    /** Those of the best snapshots that vote best together on the validation split. */
    @JsonProperty("greedy")
    GREEDY
  }
}
