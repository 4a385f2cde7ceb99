package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.Clamp;
import dev.convoy.cnn.kernels.Op;
import java.util.stream.IntStream;

/**
 * Group norm, residual addition and activation: each member of the team takes whole images, and an
 * image is still in its cache when it is normalized.
 */
public final class GroupNormOp implements Op {

  private final Team team;
  private final GroupState state;
  private final NormPass[] passes;
  private final Team.Task task = this::share;

  /** Makes it ready. */
  public GroupNormOp(Team team, BatchNormOp.Addresses at, GroupState state, Clamp activation) {
    this.team = team;
    this.state = state;
    Rows rows = Rows.of(state.pixels(), state.channels());
    passes =
        IntStream.range(0, team.size())
            .mapToObj(member -> new NormPass(Team.alone(), rows, at, activation))
            .toArray(NormPass[]::new);
  }

  @Override
  public void run() {
    team.run(task);
  }

  private void share(int member) {
    NormPass pass = passes[member];
    int end = (int) team.begin(state.images(), member + 1);
    for (int image = (int) team.begin(state.images(), member); image < end; image++) {
      long first = 4L * image * state.pixels() * state.channels();
      pass.takeStatistics(first);
      state.keep(image, pass.sums, pass.shift);
      state.affine(image, pass.affine);
      pass.normalize(first);
    }
  }
}
