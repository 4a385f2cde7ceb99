package dev.convoy.cnn.kernels;

import java.util.Map;

/**
 * Which implementation computes each operation of a compiled network. Implementations add up in
 * different orders, so training gives the same bits again only by the same plan: it is kept with
 * the snapshot.
 *
 * @param ways by the operation's kind and extents, the name of the implementation
 */
public record KernelPlan(Map<String, String> ways) {

  /** Copies the map. */
  public KernelPlan {
    ways = Map.copyOf(ways);
  }

  /** Nothing chosen yet. */
  public static KernelPlan empty() {
    return new KernelPlan(Map.of());
  }
}
