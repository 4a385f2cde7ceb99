package dev.convoy.cnn.kernels.onednn;

import dev.convoy.cnn.kernels.Op;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;

/**
 * Judges ways by trying them out in turns, so that a busy moment hits them alike: the first that is
 * within a margin of the least time any run took.
 */
final class Stopwatch implements Chooser.Judgement {

  private static final int LEAST_ROUNDS = 5;
  private static final int MOST_ROUNDS = 40;
  private static final long ENOUGH_NANOS = 30_000_000;
  private static final double MARGIN = 1.03;

  @Override
  @SuppressWarnings("try") // the scope takes what is made while it is open
  public Way best(List<Way> ways, Chooser.Rehearsal rehearsal) {
    if (ways.size() == 1) {
      return ways.getFirst();
    }
    try (Arena arena = Arena.ofShared();
        PointerScope natives = new PointerScope()) {
      Op[] ops = ways.stream().map(way -> rehearsal.of(way, arena)).toArray(Op[]::new);
      double[] least = leastNanos(ops);
      double best = Arrays.stream(least).min().orElseThrow();
      for (int i = 0; i < least.length; i++) {
        if (least[i] <= MARGIN * best) {
          return ways.get(i);
        }
      }
      throw new IllegalStateException("no time is the least");
    }
  }

  /** Each one's least of several rounds; the first, which warms up, doesn't count. */
  private static double[] leastNanos(Op[] ops) {
    double[] least = new double[ops.length];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    run(ops, new double[ops.length]);
    long begin = System.nanoTime();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      run(ops, least);
      if (round >= LEAST_ROUNDS && System.nanoTime() - begin > ENOUGH_NANOS) {
        break;
      }
    }
    return least;
  }

  private static void run(Op[] ops, double[] least) {
    for (int i = 0; i < ops.length; i++) {
      long begin = System.nanoTime();
      ops[i].run();
      least[i] = Math.min(least[i], (double) (System.nanoTime() - begin));
    }
  }
}
