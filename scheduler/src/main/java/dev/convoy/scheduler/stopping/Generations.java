package dev.convoy.scheduler.stopping;

import dev.convoy.protocol.message.Reason;
import dev.convoy.scheduler.history.History;
import dev.convoy.scheduler.history.Rung;
import dev.convoy.scheduler.history.Rungs;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Divides the trials of a population into legs of equally many epochs. After each leg but the last
 * they wait for each other: once every one that began the leg has come or ended, the generation is
 * complete, and when it has been decided who copies whom, all go on. Nobody is dropped. Because a
 * generation waits for all, nothing depends on the order in which they come. Of equal scores the
 * member that was created first counts as better. One that fails or diverges ends, and nobody waits
 * for it. The defaults are those of {@code search.method: pbt}.
 *
 * @param interval epochs of a leg
 * @param epochs of a whole trial
 * @param budget how many trials there will be
 */
record Generations(int interval, int epochs, int budget) implements Allocation {

  @Override
  public int bracket(int trial) {
    return 0;
  }

  @Override
  public int legEnd(int trial, int from, int last) {
    return (int) Math.min(last, (long) (from / interval + 1) * interval);
  }

  @Override
  public boolean waitsAfter(int trial, int epoch) {
    return epoch % interval == 0 && epoch < epochs;
  }

  @Override
  public OptionalInt generation(History history) {
    return rung(history).stream()
        .filter(epoch -> history.generation().orElse(0) < epoch)
        .findFirst();
  }

  @Override
  public Optional<Step> next(History history) {
    OptionalInt settled =
        rung(history).stream().filter(epoch -> history.generation().orElse(0) >= epoch).findFirst();
    return settled.isEmpty()
        ? Optional.empty()
        : at(history, settled.getAsInt())
            .bestWaiting()
            .map(arrival -> new Step.Promote(arrival.trial()));
  }

  /** The first epoch after which somebody waits, if everybody has come there. */
  private OptionalInt rung(History history) {
    if (history.rungs().bracketsWithWaiting().isEmpty()) {
      return OptionalInt.empty();
    }
    int expected = budget;
    for (int epoch = interval; ; epoch += interval) {
      Rung rung = at(history, epoch);
      if (rung.arrived() + rung.lost() < expected) {
        return OptionalInt.empty();
      }
      if (rung.bestWaiting().isPresent()) {
        return OptionalInt.of(epoch);
      }
      expected = rung.promoted();
    }
  }

  private static Rung at(History history, int epoch) {
    return history.rungs().at(new Rungs.Place(0, epoch));
  }

  @Override
  public Reason passedOver(History history, int trial) {
    return new Reason("pbt", "its generation never became complete");
  }
}
