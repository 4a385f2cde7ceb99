package dev.convoy.standalone.terminal;

import dev.convoy.gateway.view.Experiment;
import dev.convoy.protocol.message.Fact;
import java.io.PrintStream;

/** Shows an experiment as it goes. Not thread-safe. */
public sealed interface Display permits LiveDisplay, LineDisplay {

  /** Something happened. */
  void onFact(Experiment experiment, Fact fact);

  /** A moment passed. */
  void onTick(Experiment experiment);

  /** The experiment is over, or nobody wants to see more. */
  void close();

  /** The display that suits where the output goes. */
  static Display on(PrintStream out, Terminal terminal) {
    return terminal.canRedraw() ? new LiveDisplay(out, terminal) : new LineDisplay(out);
  }
}
