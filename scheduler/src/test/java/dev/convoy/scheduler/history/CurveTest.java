package dev.convoy.scheduler.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.SnapshotRef;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CurveTest {

  @Test
  void theFirstBestEpochIsRemembered() {
    Curve curve = new Curve();

    for (double score : new double[] {0.2, 0.6, 0.6, Double.NaN}) {
      int epoch = curve.epochs() + 1;
      curve.append(score, Optional.of(snapshot(epoch)));
    }

    assertThat(curve.bestSnapshot()).contains(new Curve.Saved(2, 0.6, snapshot(2)));
    assertThat(curve.lastSnapshot()).contains(snapshot(4));
    assertThat(curve.score(4)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(curve.runningAverage(3)).isEqualTo((0.2 + 0.6 + 0.6) / 3);
  }

  @Test
  void onlyEpochsWithASnapshotAreRemembered() {
    Curve curve = new Curve();

    curve.append(0.3, Optional.of(snapshot(1)));
    curve.append(0.8, Optional.empty());

    assertThat(curve.bestSnapshot().map(Curve.Saved::epoch)).contains(1);
    assertThat(curve.best(2)).isEqualTo(0.8);
  }

  @Test
  @DisplayName("K2: the best epoch and the ends of cycles may vote, best first")
  void theBestEpochAndTheEndsOfCyclesMayVote() {
    Curve curve = ofCyclesOfTwo(0.5, 0.6, 0.9, 0.7, 0.1, 0.6, 0.2, Double.NaN);

    assertThat(curve.bestSnapshots(9))
        .containsExactly(
            new Curve.Saved(3, 0.9, snapshot(3)),
            new Curve.Saved(4, 0.7, snapshot(4)),
            new Curve.Saved(2, 0.6, snapshot(2)),
            new Curve.Saved(6, 0.6, snapshot(6)));
    assertThat(curve.bestSnapshots(2)).extracting(Curve.Saved::epoch).containsExactly(3, 4);
    assertThat(curve.bestSnapshots(1).findFirst()).isEqualTo(curve.bestSnapshot());
  }

  @Test
  void aBestEpochThatEndsACycleVotesOnce() {
    assertThat(ofCyclesOfTwo(0.5, 0.9, 0.6, 0.8).bestSnapshots(9))
        .extracting(Curve.Saved::epoch)
        .containsExactly(2, 4);
  }

  @Test
  void anEndOfACycleThatLeftNoSnapshotDoesNotVote() {
    Curve curve = new Curve();
    curve.append(0.3, Optional.of(snapshot(1)));
    curve.append(0.8, Optional.empty());
    curve.cycleEnded();

    assertThat(curve.bestSnapshots(9)).extracting(Curve.Saved::epoch).containsExactly(1);
  }

  private static Curve ofCyclesOfTwo(double... scores) {
    Curve curve = new Curve();
    for (double score : scores) {
      int epoch = curve.epochs() + 1;
      curve.append(score, Optional.of(snapshot(epoch)));
      if (epoch % 2 == 0) {
        curve.cycleEnded();
      }
    }
    return curve;
  }

  private static SnapshotRef snapshot(int epoch) {
    return new SnapshotRef("s" + epoch, "00", epoch);
  }
}
