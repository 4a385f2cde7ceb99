package dev.convoy.cnn.kernels;

import java.util.HashMap;
import java.util.Map;

/**
 * Which implementation computes each operation of a compiled network. Implementations add up in
 * different orders, so training gives the same bits again only by the same plan: it is kept with
 * the snapshot, and with the experiment for trials alike.
 *
 * @param ways by the operation's kind and extents, the name of the implementation
 */
public record KernelPlan(Map<String, String> ways) {

  /** Copies the map. */
  public KernelPlan {
    ways = Map.copyOf(ways);
  }

  /** This where the other says nothing. */
  public KernelPlan under(KernelPlan other) {
    Map<String, String> both = new HashMap<>(ways);
    both.putAll(other.ways);
    return new KernelPlan(both);
  }

  /** Nothing chosen yet. */
  public static KernelPlan empty() {
    return new KernelPlan(Map.of());
  }
}
