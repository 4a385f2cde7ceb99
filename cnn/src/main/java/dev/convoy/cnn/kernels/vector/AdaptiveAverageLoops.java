package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.AdaptiveAverage;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Shape;
import jdk.incubator.vector.FloatVector;

/** Adaptive average pools, image by image, each bin a sum of rows of channels. */
public final class AdaptiveAverageLoops {

  /** What is done with each pixel of a bin. */
  @FunctionalInterface
  private interface Move {
    void move(long pixel, long bin, float share, int channels);
  }

  private static final Move SUM = AdaptiveAverageLoops::addScaled;
  private static final Move SPREAD = (pixel, bin, share, n) -> addScaled(bin, pixel, share, n);

  private final Shape large;
  private final Shape small;

  private AdaptiveAverageLoops(Shape large, Shape small) {
    this.large = large;
    this.small = small;
  }

  /** From x to the extent of y, by addresses. */
  public static Op forward(Team team, Shape x, Shape y, long from, long to) {
    AdaptiveAverageLoops loops = new AdaptiveAverageLoops(x, y);
    return eachImage(team, x.batch(), image -> loops.average(image, from, to));
  }

  /** Gradient of x from that of y, by addresses. */
  public static Op backward(Team team, Shape x, Shape y, long dy, long dx) {
    AdaptiveAverageLoops loops = new AdaptiveAverageLoops(x, y);
    return eachImage(team, x.batch(), image -> loops.spread(image, dy, dx));
  }

  @FunctionalInterface
  private interface ImageTask {
    void run(int image);
  }

  private static Op eachImage(Team team, int images, ImageTask one) {
    Team.Task task =
        member -> {
          long end = team.begin(images, member + 1);
          for (long image = team.begin(images, member); image < end; image++) {
            one.run((int) image);
          }
        };
    return () -> team.run(task);
  }

  private void average(int image, long x, long y) {
    for (int row = 0; row < small.height(); row++) {
      for (int column = 0; column < small.width(); column++) {
        long to = y + at(small, image, row, column);
        Lanes.zero(to, small.channels());
        visitBin(image, row, column, x, to, SUM);
      }
    }
  }

  private void spread(int image, long dy, long dx) {
    Lanes.zero(dx + at(large, image, 0, 0), large.features());
    for (int row = 0; row < small.height(); row++) {
      for (int column = 0; column < small.width(); column++) {
        visitBin(image, row, column, dx, dy + at(small, image, row, column), SPREAD);
      }
    }
  }

  private void visitBin(int image, int row, int column, long x, long y, Move move) {
    int top = AdaptiveAverage.begin(row, large.height(), small.height());
    int bottom = AdaptiveAverage.end(row, large.height(), small.height());
    int left = AdaptiveAverage.begin(column, large.width(), small.width());
    int right = AdaptiveAverage.end(column, large.width(), small.width());
    float share = 1f / ((bottom - top) * (right - left));
    for (int i = top; i < bottom; i++) {
      for (int j = left; j < right; j++) {
        move.move(x + at(large, image, i, j), y, share, large.channels());
      }
    }
  }

  private static long at(Shape shape, int image, int row, int column) {
    return 4L * shape.channels() * (((long) image * shape.height() + row) * shape.width() + column);
  }

  private static void addScaled(long from, long to, float share, int count) {
    FloatVector scale = FloatVector.broadcast(Lanes.SPECIES, share);
    int i = 0;
    for (; i <= count - Lanes.LENGTH; i += Lanes.LENGTH) {
      Lanes.store(Lanes.load(from + 4L * i).fma(scale, Lanes.load(to + 4L * i)), to + 4L * i);
    }
    for (; i < count; i++) {
      Lanes.set(to + 4L * i, Lanes.get(to + 4L * i) + share * Lanes.get(from + 4L * i));
    }
  }
}
