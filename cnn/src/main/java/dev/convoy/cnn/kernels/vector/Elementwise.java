package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Lanes.BYTES;
import static dev.convoy.cnn.kernels.vector.Lanes.load;
import static dev.convoy.cnn.kernels.vector.Lanes.store;

import dev.convoy.cnn.kernels.DropoutMask;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Step;

/** Operations value by value. */
public final class Elementwise {

  private Elementwise() {}

  /** A loop over the bytes from {@code begin} to {@code end}, whole vectors. */
  @FunctionalInterface
  interface Loop {
    void run(long begin, long end);
  }

  /** {@code y = a + b}, by addresses. */
  public static Op add(Team team, long a, long b, long y, long elements) {
    return split(team, elements, (begin, end) -> addLoop(a, b, y, begin, end));
  }

  /** Inverted dropout, by addresses. */
  public static Op dropout(
      Team team, Operation.Dropout dropout, Step step, long x, long y, long elements) {
    float scale = (float) (1 / (1 - dropout.rate()));
    long bytes = 4L * dropout.together();
    long runs = elements / dropout.together();
    Team.Task task =
        member -> {
          long stream = DropoutMask.stream(dropout.layer(), step);
          long end = team.begin(runs, member + 1);
          for (long run = team.begin(runs, member); run < end; run++) {
            boolean keeps = DropoutMask.keeps(stream, run, dropout.rate());
            long from = bytes * run;
            scaleLoop(x + from, y + from, bytes, keeps ? scale : 0);
          }
        };
    return () -> team.run(task);
  }

  static Op split(Team team, long elements, Loop loop) {
    long vectors = (elements + Lanes.LENGTH - 1) / Lanes.LENGTH;
    Team.Task task =
        member ->
            loop.run(team.begin(vectors, member) * BYTES, team.begin(vectors, member + 1) * BYTES);
    return () -> team.run(task);
  }

  /** {@code y = scale x}, or 0 whatever x is. */
  private static void scaleLoop(long x, long y, long bytes, float scale) {
    for (long i = 0; i < bytes; i += 4) {
      Lanes.set(y + i, scale == 0 ? 0 : Lanes.get(x + i) * scale);
    }
  }

  private static void addLoop(long a, long b, long y, long begin, long end) {
    for (long i = begin; i < end; i += BYTES) {
      store(load(a + i).add(load(b + i)), y + i);
    }
  }
}
