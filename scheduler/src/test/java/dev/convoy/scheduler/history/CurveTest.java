package dev.convoy.scheduler.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.SnapshotRef;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CurveTest {

  @Test
  void theFirstBestEpochIsRemembered() {
    Curve curve = new Curve();

    for (double score : new double[] {0.2, 0.6, 0.6, Double.NaN}) {
      int epoch = curve.epochs() + 1;
      curve.append(score, Optional.of(snapshot(epoch)));
    }

    assertThat(curve.bestSnapshot()).contains(new Curve.Best(2, 0.6, snapshot(2)));
    assertThat(curve.lastSnapshot()).contains(snapshot(4));
    assertThat(curve.score(4)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(curve.runningAverage(3)).isEqualTo((0.2 + 0.6 + 0.6) / 3);
  }

  @Test
  void onlyEpochsWithASnapshotAreRemembered() {
    Curve curve = new Curve();

    curve.append(0.3, Optional.of(snapshot(1)));
    curve.append(0.8, Optional.empty());

    assertThat(curve.bestSnapshot().map(Curve.Best::epoch)).contains(1);
    assertThat(curve.best(2)).isEqualTo(0.8);
  }

  private static SnapshotRef snapshot(int epoch) {
    return new SnapshotRef("s" + epoch, "00", epoch);
  }
}
