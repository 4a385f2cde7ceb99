package dev.convoy.scheduler.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.SnapshotRef;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CurveTest {

  @Test
  void resultsThatOvertookOthersWaitForThem() {
    Curve curve = new Curve();

    curve.put(2, point(0.5));
    curve.put(3, point(0.9));

    assertThat(curve.epochs()).isZero();
    assertThat(curve.contains(3)).isTrue();

    curve.put(1, point(0.1));

    assertThat(curve.epochs()).isEqualTo(3);
    assertThat(curve.runningAverage(3)).isEqualTo((0.1 + 0.5 + 0.9) / 3);
  }

  @Test
  void theFirstResultOfAnEpochCounts() {
    Curve curve = new Curve();

    curve.put(1, point(0.1));
    curve.put(1, point(0.7));

    assertThat(curve.epochs()).isEqualTo(1);
    assertThat(curve.score(1)).isEqualTo(0.1);
  }

  @Test
  void theFirstBestEpochIsRemembered() {
    Curve curve = new Curve();

    for (double score : new double[] {0.2, 0.6, 0.6, Double.NaN}) {
      int epoch = curve.epochs() + 1;
      curve.put(epoch, new Curve.Point(score, Optional.of(snapshot(epoch))));
    }

    assertThat(curve.bestSnapshot()).contains(new Curve.Best(2, 0.6, snapshot(2)));
    assertThat(curve.lastSnapshot()).contains(snapshot(4));
    assertThat(curve.score(4)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void onlyEpochsWithASnapshotAreRemembered() {
    Curve curve = new Curve();

    curve.put(1, new Curve.Point(0.3, Optional.of(snapshot(1))));
    curve.put(2, point(0.8));

    assertThat(curve.bestSnapshot().map(Curve.Best::epoch)).contains(1);
    assertThat(curve.best(2)).isEqualTo(0.8);
  }

  private static Curve.Point point(double score) {
    return new Curve.Point(score, Optional.empty());
  }

  private static SnapshotRef snapshot(int epoch) {
    return new SnapshotRef("s" + epoch, "00", epoch);
  }
}
