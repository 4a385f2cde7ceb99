package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.scheduler.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A whole run in memory: the scheduler's core, a work queue that redelivers and gives up as a share
 * group does, workers, and a network that reorders and doubles reports. One seed, one run: a
 * failing one is repeated by its seed.
 */
final class Simulation {
  private static final int WORKERS = 4;
  private static final int MOST_DELIVERIES = 5;
  private static final int MOST_STEPS = 200_000;

  private final SplittableRandom random;
  private final Faults faults;
  private final FactLog log = new FactLog();
  private final Invariants invariants = new Invariants();
  private final List<Delivery> queue = new ArrayList<>();
  private final List<Delivery> held = new ArrayList<>();
  private final List<SimulatedWorker> zombies = new ArrayList<>();
  private final List<Report> reports = new ArrayList<>();
  private final Operator operator;
  private SchedulerState state = new SchedulerState();

  /** Work that was handed out so often, and to whom it is now. */
  private record Delivery(Work work, int count, SimulatedWorker worker) {
    static Delivery of(Work work, int count) {
      return new Delivery(work, count, new SimulatedWorker(work, count));
    }
  }

  Simulation(long seed, Faults faults) {
    this(seed, faults, Operator.nobody());
  }

  Simulation(long seed, Faults faults, Operator operator) {
    this.operator = operator;
    this.random = new SplittableRandom(seed);
    this.faults = faults;
  }

  /** Runs an experiment until nothing moves any more. */
  FactLog run(ExperimentSpec spec) {
    take(new Command.Requested(Samples.submit(spec)));
    int steps = 0;
    while (moves()) {
      if (++steps > MOST_STEPS) {
        throw new AssertionError("No end after %d steps; %s".formatted(steps, log.facts()));
      }
    }
    return log;
  }

  private boolean moves() {
    if (reports.isEmpty() && queue.isEmpty() && held.isEmpty() && zombies.isEmpty()) {
      Optional<Request> last = operator.lastWish();
      last.ifPresent(this::want);
      return last.isPresent();
    }
    operator.wish(random).ifPresent(this::want);
    if (!queue.isEmpty() && held.size() < WORKERS) {
      held.add(queue.removeFirst());
    }
    if (!held.isEmpty()) {
      work(random.nextInt(held.size()));
    }
    if (!zombies.isEmpty()) {
      say(zombies.get(random.nextInt(zombies.size())), false);
      zombies.removeIf(SimulatedWorker::isDone);
    }
    if (!reports.isEmpty()) {
      deliver();
    }
    return true;
  }

  private void want(Request request) {
    take(new Command.Requested(request));
  }

  private void work(int index) {
    Delivery delivery = held.get(index);
    if (happens(faults.workerKilled())) {
      redeliver(held.remove(index));
    } else if (happens(faults.lapsed())) {
      zombies.add(delivery.worker());
      redeliver(held.remove(index));
    } else {
      if (!delivery.worker().isDone()) {
        say(delivery.worker(), happens(faults.passing()));
      }
      held.removeIf(one -> one.worker().isDone());
    }
  }

  private void redeliver(Delivery lost) {
    if (lost.count() < MOST_DELIVERIES) {
      queue.add(Delivery.of(lost.work(), lost.count() + 1));
    } else {
      reports.add(deadLetter(lost));
    }
  }

  private static Report deadLetter(Delivery dead) {
    Failure lost = new Failure(Failure.Kind.LOST, "given up");
    return switch (dead.work()) {
      case Work.TrainLeg leg ->
          new Report.LegFailed(
              leg.experimentId(),
              leg.trial(),
              new Attempt(leg.leg().number(), leg.leg().restart(), dead.count()),
              lost,
              Samples.AT);
      case Work.RunCheck check ->
          new Report.CheckFailed(
              check.experimentId(), check.check(), check.restart(), lost, Samples.AT);
      case Work.BuildEnsemble ensemble ->
          new Report.EnsembleFailed(ensemble.experimentId(), ensemble.restart(), lost, Samples.AT);
    };
  }

  private void say(SimulatedWorker worker, boolean failing) {
    reports.add(worker.speak(failing));
  }

  private void deliver() {
    int index = happens(faults.reordered()) ? random.nextInt(reports.size()) : 0;
    Report report = reports.remove(index);
    if (happens(faults.duplicated())) {
      reports.add(random.nextInt(reports.size() + 1), report);
    }
    take(new Command.Reported(report));
  }

  private void take(Command command) {
    if (happens(faults.schedulerKilled())) {
      Scheduler.handle(state, command);
      state = log.replay();
    }
    Decision decision = Scheduler.handle(state, command);
    log.append(decision.facts());
    decision.facts().forEach(invariants::check);
    invariants.check(state, log);
    decision.work().forEach(work -> queue.add(Delivery.of(work, 1)));
    decision.control().forEach(this::broadcast);
  }

  private void broadcast(Control control) {
    queue.forEach(delivery -> delivery.worker().hear(control));
    held.forEach(delivery -> delivery.worker().hear(control));
    zombies.forEach(zombie -> zombie.hear(control));
    queue.removeIf(delivery -> delivery.worker().isDone());
    held.removeIf(delivery -> delivery.worker().isDone());
    zombies.removeIf(SimulatedWorker::isDone);
  }

  private boolean happens(double probability) {
    return random.nextDouble() < probability;
  }
}
