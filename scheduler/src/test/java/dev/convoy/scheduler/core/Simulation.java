package dev.convoy.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.scheduler.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A whole run in memory: the scheduler's core, a work queue that redelivers and gives up as a share
 * group does, workers, clients, and a network that loses, reorders, delays and doubles what is
 * said. One seed, one run: a failing one is repeated by its seed.
 */
final class Simulation {
  private static final int WORKERS = 4;
  private static final int MOST_DELIVERIES = 5;
  private static final int MOST_STEPS = 200_000;
  private static final int LONGEST_SILENCE = 30;
  private static final int HEARD_IN_A_STEP = 2;

  private final long seed;
  private final SplittableRandom random;
  private final Set<Fault> faults;
  private final Operator operator;
  private final FactLog log = new FactLog();
  private final Invariants invariants = new Invariants();
  private final List<Request> wishes = new ArrayList<>();
  private final List<Delivery> queue = new ArrayList<>();
  private final List<Delivery> held = new ArrayList<>();
  private final List<SimulatedWorker> zombies = new ArrayList<>();
  private final List<Report> reports = new ArrayList<>();
  private int silence;
  private SchedulerState state = new SchedulerState();

  /** Work that was handed out so often, and to whom it is now. */
  private record Delivery(Work work, int count, SimulatedWorker worker) {
    static Delivery of(Work work, int count) {
      return new Delivery(work, count, new SimulatedWorker(work, count));
    }
  }

  Simulation(long seed, Set<Fault> faults) {
    this(seed, faults, Operator.nobody());
  }

  Simulation(long seed, Set<Fault> faults, Operator operator) {
    this.seed = seed;
    this.operator = operator;
    this.random = new SplittableRandom(seed);
    this.faults = faults;
  }

  /** Runs an experiment until nothing moves any more; whatever breaks names seed and experiment. */
  FactLog run(ExperimentSpec spec) {
    int steps = 0;
    try {
      want(Samples.submit(spec));
      while (moves()) {
        assertThat(++steps).as("steps without an end").isLessThan(MOST_STEPS);
      }
      return log;
    } catch (AssertionError | RuntimeException e) {
      String run = "seed %d, step %d, %s, of %s".formatted(seed, steps, faults, spec);
      throw new AssertionError(run + ":\n" + e.getMessage(), e);
    }
  }

  private boolean moves() {
    if (reports.isEmpty() && queue.isEmpty() && held.isEmpty() && zombies.isEmpty()) {
      return resumes();
    }
    operator.wish(random).ifPresent(this::want);
    if (happens(Fault.WISHED_AGAIN)) {
      want(wishes.get(random.nextInt(wishes.size())));
    }
    if (!queue.isEmpty() && held.size() < WORKERS) {
      held.add(queue.removeFirst());
    }
    if (!held.isEmpty()) {
      work(random.nextInt(held.size()));
    }
    if (!zombies.isEmpty()) {
      haunt(zombies.get(random.nextInt(zombies.size())));
    }
    listen();
    return true;
  }

  /** Whoever paused an experiment resumes it in the end. */
  private boolean resumes() {
    boolean paused =
        state.running().stream().anyMatch(one -> one.status() == ExperimentStatus.PAUSED);
    if (paused) {
      want(Operator.RESUME);
    }
    return paused;
  }

  private void want(Request request) {
    wishes.add(request);
    take(new Command.Requested(request));
  }

  private void work(int index) {
    Delivery delivery = held.get(index);
    if (happens(Fault.WORKER_KILLED)) {
      redeliver(held.remove(index));
    } else if (happens(Fault.LAPSED)) {
      zombies.add(delivery.worker());
      redeliver(held.remove(index));
    } else {
      say(delivery.worker(), index);
      held.removeIf(one -> one.worker().isDone());
    }
  }

  private void say(SimulatedWorker worker, int index) {
    Report report = worker.speak(happens(Fault.PASSING));
    boolean dropped = happens(Fault.DROPPED);
    boolean swallowed = worker.isBoundToComplete() && happens(Fault.SWALLOWED);
    if (dropped || happens(Fault.UNCONFIRMED)) {
      redeliver(held.remove(index));
    }
    if (!dropped && !swallowed) {
      reports.add(report);
    }
  }

  private void haunt(SimulatedWorker zombie) {
    Report report = zombie.speak(false);
    if (happens(Fault.DROPPED)) {
      zombies.remove(zombie);
    } else {
      reports.add(report);
    }
    zombies.removeIf(SimulatedWorker::isDone);
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

  private void listen() {
    if (silence > 0) {
      silence--;
    } else if (happens(Fault.DELAYED)) {
      silence = random.nextInt(LONGEST_SILENCE);
    } else {
      for (int i = 0; i < HEARD_IN_A_STEP && !reports.isEmpty(); i++) {
        deliver();
      }
    }
  }

  private void deliver() {
    int index = happens(Fault.REORDERED) ? random.nextInt(reports.size()) : 0;
    Report report = reports.remove(firstOfItsAttempt(index));
    if (happens(Fault.DUPLICATED)) {
      reports.add(random.nextInt(reports.size() + 1), report);
    }
    take(new Command.Reported(report));
  }

  private int firstOfItsAttempt(int index) {
    Optional<Speaker> speaker = Speaker.of(reports.get(index));
    return IntStream.range(0, index)
        .filter(i -> speaker.isPresent() && Speaker.of(reports.get(i)).equals(speaker))
        .findFirst()
        .orElse(index);
  }

  private void take(Command command) {
    if (happens(Fault.SCHEDULER_KILLED)) {
      Scheduler.handle(state, command);
      state = log.replay();
    }
    Decision decision = Scheduler.handle(state, command);
    log.append(decision.facts());
    invariants.check(decision);
    invariants.check(state, log);
    assertThat(Scheduler.handle(state, command).facts()).as("%s, said twice", command).isEmpty();
    decision.work().forEach(work -> queue.add(Delivery.of(work, 1)));
    decision.control().forEach(this::broadcast);
  }

  private void broadcast(Control control) {
    queue.forEach(delivery -> tell(delivery.worker(), control));
    held.forEach(delivery -> tell(delivery.worker(), control));
    zombies.forEach(zombie -> tell(zombie, control));
    queue.removeIf(delivery -> delivery.worker().isDone());
    held.removeIf(delivery -> delivery.worker().isDone());
    zombies.removeIf(SimulatedWorker::isDone);
  }

  private void tell(SimulatedWorker worker, Control control) {
    if (!happens(Fault.UNHEARD)) {
      worker.hear(control);
    }
  }

  private boolean happens(Fault fault) {
    return faults.contains(fault) && random.nextDouble() < fault.probability();
  }
}
