package dev.convoy.scheduler.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RungTest {
  private final Rung rung = new Rung();

  @Test
  void ofEqualsThatWaitTheFirstCreatedIsTheBest() {
    rung.arrive(2, 0.5);
    rung.arrive(1, 0.5);

    assertThat(rung.bestWaiting()).contains(new Rung.Arrival(1, 0.5));
  }

  /** A promotion can't be undone, so ties at chance must not be promoted one after the other. */
  @Test
  void anEqualThatWentOnIsAheadWhicheverWasCreatedFirst() {
    rung.arrive(2, 0.5);
    rung.promote(2, 0.5);
    rung.arrive(1, 0.5);

    assertThat(rung.aheadOf(new Rung.Arrival(1, 0.5))).isEqualTo(1);
    assertThat(rung.aheadOf(new Rung.Arrival(3, 0.6))).isZero();
  }
}
