package dev.convoy.standalone.command;

import dev.convoy.gateway.view.Experiment;
import dev.convoy.gateway.view.Trial;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.standalone.client.GatewayClient;
import dev.convoy.standalone.terminal.Display;
import dev.convoy.standalone.terminal.Report;
import dev.convoy.standalone.terminal.Terminal;
import dev.convoy.standalone.terminal.Watcher;
import java.util.List;

/** Watches an experiment to its end and prints what it came to. */
final class Watching {

  private Watching() {}

  static Experiment toTheEnd(GatewayClient client, ExperimentId id) throws InterruptedException {
    Display display = Display.on(System.out, Terminal.detect(System.getenv()));
    Experiment ended = new Watcher(id).watch(client.facts(id), display);
    System.out.println();
    Report.recipe(ended.recipe().orElse(List.of())).forEach(System.out::println);
    Report.of(
            ended.summary(), ended.trials().stream().map(Trial::summary).toList(), ended.ensemble())
        .forEach(System.out::println);
    return ended;
  }

  static int exitCode(Experiment ended) {
    return ended.status() == ExperimentStatus.COMPLETED ? 0 : 1;
  }
}
