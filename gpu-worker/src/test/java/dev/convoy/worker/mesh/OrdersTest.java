package dev.convoy.worker.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.ExperimentId;
import org.junit.jupiter.api.Test;

class OrdersTest {
  private static final ExperimentId E1 = new ExperimentId("e1");
  private static final ExperimentId E2 = new ExperimentId("e2");
  private static final Attempt FIRST = new Attempt(0, 0, 1);
  private static final Attempt SECOND = new Attempt(0, 0, 2);

  private final Orders orders = new Orders(3);

  @Test
  void aStoppedTrialStopsAloneInAllItsAttempts() {
    orders.hear(new Control.StopTrial(E1, 4));

    assertThat(orders.stop(E1, 4, FIRST)).isTrue();
    assertThat(orders.stop(E1, 4, SECOND)).isTrue();
    assertThat(orders.stop(E1, 5, FIRST)).isFalse();
    assertThat(orders.stop(E2, 4, FIRST)).isFalse();
    assertThat(orders.stop(E1)).isFalse();
  }

  @Test
  void aStoppedExperimentStopsAllItsTrials() {
    orders.hear(new Control.StopExperiment(E1));

    assertThat(orders.stop(E1)).isTrue();
    assertThat(orders.stop(E1, 0, FIRST)).isTrue();
    assertThat(orders.stop(E2, 0, FIRST)).isFalse();
  }

  @Test
  void aFenceStopsOlderAttemptsAlone() {
    orders.hear(new Control.FenceAttempts(E1, 0, SECOND));

    assertThat(orders.stop(E1, 0, FIRST)).isTrue();
    assertThat(orders.stop(E1, 0, SECOND)).isFalse();
    assertThat(orders.stop(E1, 1, FIRST)).isFalse();
  }

  @Test
  void anOlderFenceDoesNotLowerANewerOne() {
    orders.hear(new Control.FenceAttempts(E1, 0, new Attempt(1, 0, 1)));
    orders.hear(new Control.FenceAttempts(E1, 0, SECOND));

    assertThat(orders.stop(E1, 0, SECOND)).isTrue();
  }

  @Test
  void theOldestOrdersAreForgottenWhenThereAreTooMany() {
    for (int trial = 0; trial < 4; trial++) {
      orders.hear(new Control.StopTrial(E1, trial));
    }

    assertThat(orders.stop(E1, 0, FIRST)).isFalse();
    assertThat(orders.stop(E1, 1, FIRST)).isTrue();
    assertThat(orders.stop(E1, 3, FIRST)).isTrue();
  }
}
