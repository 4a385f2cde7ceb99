package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Lanes.SPECIES;
import static dev.convoy.cnn.kernels.vector.Lanes.load;
import static dev.convoy.cnn.kernels.vector.Lanes.store;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Shape;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Gradient of the weights of a depthwise 3x3 convolution with a padding of 1. Each member adds up
 * its images, filter row by filter row, three taps of a vector of channels at once; then the
 * members' sums are added in their order.
 */
public final class DepthwiseWeightGradientOp implements Op {

  private static final int SIDE = 3;
  private static final int CACHE_FLOATS = 16_384;

  /** Addresses; the gradient is laid out {@code height x width x channel}. */
  public record Addresses(long x, long dy, long gradient) {}

  private final Team team;
  private final Shape in;
  private final Shape out;
  private final int stride;
  private final Addresses at;
  private final float[][] sums;
  private final Team.Task task;

  /** Makes it ready; channels must {@link #fits fit}. */
  public DepthwiseWeightGradientOp(Team team, Shape in, Shape out, int stride, Addresses at) {
    this.team = team;
    this.in = in;
    this.out = out;
    this.stride = stride;
    this.at = at;
    sums = new float[team.size()][SIDE * SIDE * in.channels()];
    task = this::sum;
  }

  /** Whether that many channels can be cut into vectors. */
  public static boolean fits(int channels) {
    return channels % Lanes.LENGTH == 0;
  }

  @Override
  public void run() {
    team.run(task);
    for (int i = 0; i < sums[0].length; i += Lanes.LENGTH) {
      FloatVector sum = FloatVector.fromArray(SPECIES, sums[0], i);
      for (int member = 1; member < sums.length; member++) {
        sum = sum.add(FloatVector.fromArray(SPECIES, sums[member], i));
      }
      store(sum, at.gradient() + 4L * i);
    }
  }

  private void sum(int member) {
    float[] sum = sums[member];
    Arrays.fill(sum, 0);
    int end = (int) team.begin(in.batch(), member + 1);
    int most = Math.max(1, CACHE_FLOATS / (in.height() * in.width() * Lanes.LENGTH));
    for (int image = (int) team.begin(in.batch(), member); image < end; image += most) {
      int last = Math.min(end, image + most);
      for (int channel = 0; channel < in.channels(); channel += Lanes.LENGTH) {
        for (int tap = 0; tap < SIDE; tap++) {
          filterRow(image, last, channel, tap, sum);
        }
      }
    }
  }

  /** Adds what a filter row's three taps get from some images. */
  private void filterRow(int from, int to, int channel, int tap, float[] sum) {
    int channels = in.channels();
    int place = SIDE * tap * channels + channel;
    FloatVector left = FloatVector.fromArray(SPECIES, sum, place);
    FloatVector centre = FloatVector.fromArray(SPECIES, sum, place + channels);
    FloatVector right = FloatVector.fromArray(SPECIES, sum, place + 2 * channels);
    long pixel = 4L * channels;
    long step = pixel * stride;
    int width = in.width();
    int places = out.width();
    for (int image = from; image < to; image++) {
      for (int row = 0; row < out.height(); row++) {
        int inRow = row * stride + tap - 1;
        if (inRow < 0 || inRow >= in.height()) {
          continue;
        }
        long x = at.x() + ((long) image * in.height() + inRow) * width * pixel + 4L * channel;
        long dy = at.dy() + ((long) image * out.height() + row) * places * pixel + 4L * channel;
        FloatVector gradient = load(dy);
        centre = gradient.fma(load(x), centre);
        if (width > 1) {
          right = gradient.fma(load(x + pixel), right);
        }
        int column = 1;
        x += step;
        dy += pixel;
        for (; column * stride + 1 < width && column < places; column++) {
          gradient = load(dy);
          left = gradient.fma(load(x - pixel), left);
          centre = gradient.fma(load(x), centre);
          right = gradient.fma(load(x + pixel), right);
          x += step;
          dy += pixel;
        }
        for (; column < places; column++) {
          gradient = load(dy);
          left = gradient.fma(load(x - pixel), left);
          centre = gradient.fma(load(x), centre);
          x += step;
          dy += pixel;
        }
      }
    }
    left.intoArray(sum, place);
    centre.intoArray(sum, place + channels);
    right.intoArray(sum, place + 2 * channels);
  }
}
