package dev.convoy.scheduler.loop;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What an operator sees of a scheduler. */
final class SchedulerMeters {
  final Counter commands;
  final Counter facts;
  final Counter skipped;
  final Counter failures;
  final Timer transactions;
  final Timer replays;

  SchedulerMeters(MeterRegistry registry) {
    commands =
        Counter.builder("convoy.scheduler.commands")
            .description("Requests and reports taken in")
            .register(registry);
    facts =
        Counter.builder("convoy.scheduler.facts")
            .description("Facts written down")
            .register(registry);
    skipped =
        Counter.builder("convoy.scheduler.skipped")
            .description("Records skipped because they can't be read or decided")
            .register(registry);
    failures =
        Counter.builder("convoy.scheduler.failures")
            .description("Times all partitions were given up to start over")
            .register(registry);
    transactions =
        Timer.builder("convoy.scheduler.transactions")
            .description("From a batch in hand to its outcome committed")
            .register(registry);
    replays =
        Timer.builder("convoy.scheduler.replays")
            .description("Rebuilding a partition's state from its facts")
            .register(registry);
  }
}
