package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.Clamp;
import dev.convoy.cnn.kernels.Op;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Backward pass of {@link GroupNormOp}: {@code dx = (dxhat - mean(dxhat) - xhat mean(dxhat xhat)) /
 * deviation} with {@code dxhat = scale dz} and means over the group. Members add up the gradients
 * of scale and shift over their images, in double, and these are added in a fixed order.
 */
public final class GroupNormGradientOp implements Op {

  private final Team team;
  private final NormGradient at;
  private final GroupState state;
  private final NormGradientPass[] passes;
  private final double[][] scaleSums;
  private final double[][] shiftSums;
  private final Team.Task task = this::share;

  /** Makes it ready. */
  public GroupNormGradientOp(Team team, NormGradient at, GroupState state, Clamp activation) {
    this.team = team;
    this.at = at;
    this.state = state;
    Rows rows = Rows.of(state.pixels(), state.channels());
    passes =
        IntStream.range(0, team.size())
            .mapToObj(member -> new NormGradientPass(Team.alone(), rows, at, activation))
            .toArray(NormGradientPass[]::new);
    scaleSums = new double[team.size()][state.channels()];
    shiftSums = new double[team.size()][state.channels()];
  }

  @Override
  public void run() {
    team.run(task);
    for (int channel = 0; channel < state.channels(); channel++) {
      double scale = 0;
      double shift = 0;
      for (int member = 0; member < passes.length; member++) {
        scale += scaleSums[member][channel];
        shift += shiftSums[member][channel];
      }
      Lanes.set(at.scaleGradient() + 4L * channel, (float) scale);
      Lanes.set(at.shiftGradient() + 4L * channel, (float) shift);
    }
  }

  private void share(int member) {
    Arrays.fill(scaleSums[member], 0);
    Arrays.fill(shiftSums[member], 0);
    NormGradientPass pass = passes[member];
    int end = (int) team.begin(state.images(), member + 1);
    for (int image = (int) team.begin(state.images(), member); image < end; image++) {
      long first = 4L * image * state.pixels() * state.channels();
      state.affine(image, pass.affine);
      for (int channel = 0; channel < state.channels(); channel++) {
        pass.mean[channel] = state.mean(image, channel / state.channelsOfGroup());
      }
      pass.sum(first);
      for (int group = 0; group < state.groups(); group++) {
        combine(member, image, group);
      }
      pass.differentiate(first);
    }
  }

  private void combine(int member, int image, int group) {
    NormGradientPass pass = passes[member];
    double deviation = state.inverseDeviation(image, group);
    int begin = group * state.channelsOfGroup();
    int end = begin + state.channelsOfGroup();
    double sum = 0;
    double product = 0;
    for (int channel = begin; channel < end; channel++) {
      sum += state.scaleOf(channel) * pass.sums.first[channel];
      product += state.scaleOf(channel) * pass.sums.second[channel];
      shiftSums[member][channel] += pass.sums.first[channel];
      scaleSums[member][channel] += pass.sums.second[channel] * deviation;
    }
    double perX = -deviation * deviation * deviation * product / state.values();
    double constant = -deviation * sum / state.values() - perX * state.mean(image, group);
    Arrays.fill(pass.slope, begin, end, (float) perX);
    Arrays.fill(pass.offset, begin, end, (float) constant);
  }
}
