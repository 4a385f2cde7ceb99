package dev.convoy.scheduler.stopping;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.Objective;
import dev.convoy.scheduler.history.RecordedHistory;
import dev.convoy.scheduler.history.Rungs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plays an allocation by hand: trials come to rungs, and whatever it says is done at once. Says who
 * was sent on, as {@code trial@epoch}.
 */
final class RungTable {
  private final RecordedHistory history = new RecordedHistory(Objective.DEFAULT);
  private final Allocation allocation;
  private final int last;
  private final List<String> log = new ArrayList<>();
  private final List<Integer> target = new ArrayList<>();

  RungTable(Allocation allocation, int last) {
    this.allocation = allocation;
    this.last = last;
  }

  RecordedHistory history() {
    return history;
  }

  /** Creates a trial. */
  int create() {
    int trial = target.size();
    history.created(new Hyperparameters(Map.of()));
    target.add(0);
    send(trial);
    return trial;
  }

  /** The trial trains to the end of its leg with this accuracy at every epoch. */
  List<String> arrive(int trial, double accuracy) {
    for (int epoch = history.curve(trial).epochs() + 1; epoch <= target.get(trial); epoch++) {
      history.recorded(
          trial, epoch, new EpochMetrics(0, 0, 0, accuracy, 0.1, 1, 1), Optional.empty());
    }
    if (allocation.waitsAfter(trial, target.get(trial))) {
      history.arrived(place(trial), trial);
    }
    return settle();
  }

  /** The trial ends on its way. */
  List<String> lose(int trial) {
    history.lost(place(trial));
    return settle();
  }

  private List<String> settle() {
    log.clear();
    for (Optional<Allocation.Step> step = allocation.next(history);
        step.isPresent();
        step = allocation.next(history)) {
      switch (step.get()) {
        case Allocation.Step.Promote(int trial) -> {
          log.add("%d@%d".formatted(trial, target.get(trial)));
          history.promoted(place(trial), trial);
          send(trial);
        }
        case Allocation.Step.Drop drop -> {
          log.add("-" + drop.trial());
          history.withdrawn(place(drop.trial()), drop.trial());
        }
      }
    }
    return List.copyOf(log);
  }

  private void send(int trial) {
    target.set(trial, allocation.legEnd(trial, history.curve(trial).epochs(), last));
  }

  private Rungs.Place place(int trial) {
    return new Rungs.Place(allocation.bracket(trial), target.get(trial));
  }
}
