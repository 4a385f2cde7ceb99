package dev.convoy.standalone.terminal;

import dev.convoy.gateway.view.Experiment;
import dev.convoy.protocol.message.Fact;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;

/** Redraws one panel in place; when it closes the last panel stays. */
final class LiveDisplay implements Display {
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintStream out;
  private final Panel panel;
  private int drawnLines;

  LiveDisplay(PrintStream out, Terminal terminal) {
    this.out = out;
    this.panel = new Panel(terminal.style(), terminal.columns());
  }

  @Override
  public void onFact(Experiment experiment, Fact fact) {
    draw(experiment);
  }

  @Override
  public void onTick(Experiment experiment) {
    draw(experiment);
  }

  @Override
  public void close() {
    out.println();
  }

  private void draw(Experiment experiment) {
    List<String> lines = panel.lines(experiment, Instant.now());
    StringBuilder frame = new StringBuilder();
    if (drawnLines > 0) {
      frame.append("\u001b[%dF".formatted(drawnLines));
    }
    frame.append(CLEAR_BELOW);
    lines.forEach(line -> frame.append(line).append('\n'));
    out.print(frame);
    out.flush();
    drawnLines = lines.size();
  }
}
