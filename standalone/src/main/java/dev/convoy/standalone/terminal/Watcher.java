package dev.convoy.standalone.terminal;

import dev.convoy.gateway.view.Experiment;
import dev.convoy.gateway.view.ExperimentsView;
import dev.convoy.gateway.view.RecordedFact;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Fact;
import dev.convoy.standalone.client.FactStream;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Follows an experiment's facts into a display until it ends. The facts are applied to the same
 * view that the gateway builds, so both show the same.
 */
public final class Watcher {
  private static final long TICK_MILLIS = 500;

  private final ExperimentId id;
  private final ExperimentsView view = new ExperimentsView();
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

  private sealed interface Arrival {
    record Seen(RecordedFact fact) implements Arrival {}

    record Broken(RuntimeException cause) implements Arrival {}
  }

  public Watcher(ExperimentId id) {
    this.id = id;
  }

  /**
   * Shows everything until the end.
   *
   * @return the experiment as it ended
   * @throws InterruptedException if the thread is to stop watching
   */
  public Experiment watch(FactStream facts, Display display) throws InterruptedException {
    Thread reader = Thread.ofVirtual().name("facts of " + id).start(() -> read(facts));
    try {
      while (true) {
        Optional<Fact> fact = next();
        Optional<Experiment> experiment = view.find(id);
        if (experiment.isPresent()) {
          show(experiment.get(), fact, display);
          if (experiment.get().status().ended()) {
            return experiment.get();
          }
        }
      }
    } finally {
      reader.interrupt();
      display.close();
    }
  }

  private static void show(Experiment experiment, Optional<Fact> fact, Display display) {
    fact.ifPresentOrElse(
        happened -> display.onFact(experiment, happened), () -> display.onTick(experiment));
  }

  private Optional<Fact> next() throws InterruptedException {
    return switch (arrivals.poll(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
      case null -> Optional.empty();
      case Arrival.Broken broken -> throw broken.cause();
      case Arrival.Seen seen -> {
        view.apply(seen.fact().offset(), seen.fact().fact());
        yield Optional.of(seen.fact().fact());
      }
    };
  }

  private void read(FactStream facts) {
    try {
      facts.forEach(fact -> arrivals.add(new Arrival.Seen(fact)));
    } catch (RuntimeException e) {
      arrivals.add(new Arrival.Broken(e));
    } catch (InterruptedException e) {
      // Nobody watches any more.
    }
  }
}
