package dev.convoy.standalone.terminal;

import dev.convoy.scheduler.preview.Preview;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an experiment will cost, in lines. */
public final class PreviewTable {

  private PreviewTable() {}

  /** Totals, then the rungs if there are any. */
  public static List<String> of(Preview preview) {
    Table totals = new Table(preview.name(), "expected", "at worst");
    if (preview.checks() > 0) {
      totals.row("checks", Integer.toString(preview.checks()), Integer.toString(preview.checks()));
    }
    totals.row("trials", Integer.toString(preview.trials()), Integer.toString(preview.trials()));
    totals.row("  with all their epochs", mean(preview.completed()));
    totals.row("  stopped early", mean(preview.stopped()));
    if (preview.cutShort() > 0) {
      totals.row("  cut short by limits.epochs", mean(preview.cutShort()));
    }
    totals.row("epochs", epochs(preview.epochs()), Long.toString(preview.epochs().worst()));
    List<String> lines = new ArrayList<>(totals.lines());
    if (!preview.rungs().isEmpty()) {
      lines.add("");
      lines.addAll(rungs(preview.rungs()));
    }
    lines.add("");
    lines.add(
        "Means of %d simulated runs over made-up learning curves; nothing fails, and time suffices."
            .formatted(preview.rehearsals()));
    return lines;
  }

  /** A single bracket needs no name. */
  private static List<String> rungs(List<Preview.Rung> rungs) {
    boolean several = rungs.stream().mapToInt(Preview.Rung::bracket).distinct().count() > 1;
    Table table =
        several
            ? new Table("bracket", "after epoch", "trials", "go on")
            : new Table("after epoch", "trials", "go on");
    for (Preview.Rung rung : rungs) {
      List<String> cells = new ArrayList<>();
      if (several) {
        cells.add("from " + rung.bracket());
      }
      cells.add(Integer.toString(rung.epoch()));
      cells.add(mean(rung.come()));
      cells.add(mean(rung.goOn()));
      table.row(cells.toArray(String[]::new));
    }
    return table.lines();
  }

  private static String epochs(Preview.Epochs epochs) {
    return epochs.least() == epochs.most()
        ? mean(epochs.expected())
        : "%s (%d to %d)".formatted(mean(epochs.expected()), epochs.least(), epochs.most());
  }

  private static String mean(double number) {
    return String.format(Locale.ROOT, number == Math.rint(number) ? "%.0f" : "%.1f", number);
  }
}
