package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Which snapshots vote together at the end.
 *
 * @param size how many at most; 0: no ensemble
 * @param testTimeAugmentation views of each test image whose answers are averaged, such as {@code
 *     crops(5)}; empty: the image itself
 */
public record EnsembleSpec(int size, Selection selection, List<String> testTimeAugmentation) {

  /** Copies the list. */
  public EnsembleSpec {
    testTimeAugmentation = List.copyOf(testTimeAugmentation);
  }

  /** How members are chosen. */
  public enum Selection {
    /** The best trials by the objective. */
    @JsonProperty("top")
    TOP,
    /** Those of the best trials that vote best together on the validation split. */
    @JsonProperty("greedy")
    GREEDY
  }
}
