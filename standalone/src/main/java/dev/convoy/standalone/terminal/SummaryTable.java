package dev.convoy.standalone.terminal;

import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.network.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A model's summary in lines. */
public final class SummaryTable {

  private static final String[] HEADER = {
    "layer", "kind", "output", "parameters", "multiply-adds", "sees", "activations"
  };
  private static final double KIB = 1024;

  private SummaryTable() {}

  /** A line for each layer, then the totals; numbers are flush right. */
  public static List<String> of(Summary summary) {
    List<String[]> rows = new ArrayList<>();
    rows.add(HEADER);
    summary.layers().forEach(layer -> rows.add(row(layer)));
    rows.add(
        new String[] {
          "total",
          "",
          "",
          count(summary.parameters()),
          count(summary.multiplyAdds()),
          "",
          bytes(summary.activationBytes())
        });
    Table table = new Table(aligned(rows.getFirst(), rows));
    rows.stream().skip(1).forEach(row -> table.row(aligned(row, rows)));
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    lines.add(
        "training takes "
            + bytes(summary.trainingBytes())
            + " of activations and gradients an image");
    return lines;
  }

  private static String[] row(Summary.Layer layer) {
    Shape output = layer.output();
    return new String[] {
      layer.name(),
      layer.kind(),
      output.channels() + "x" + output.height() + "x" + output.width(),
      count(layer.parameters()),
      count(layer.multiplyAdds()),
      layer.field().toString(),
      bytes(layer.activationBytes())
    };
  }

  /** From the third column on flush right. */
  private static String[] aligned(String[] row, List<String[]> all) {
    String[] cells = row.clone();
    for (int column = 2; column < cells.length; column++) {
      int at = column;
      int width = all.stream().mapToInt(other -> other[at].length()).max().orElse(0);
      cells[column] = " ".repeat(width - cells[column].length()) + cells[column];
    }
    return cells;
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String bytes(long number) {
    return number < KIB * KIB
        ? String.format(Locale.ROOT, "%.1f KiB", number / KIB)
        : String.format(Locale.ROOT, "%.1f MiB", number / KIB / KIB);
  }
}
