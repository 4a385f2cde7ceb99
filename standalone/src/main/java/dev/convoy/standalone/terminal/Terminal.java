package dev.convoy.standalone.terminal;

import java.io.Console;
import java.util.Map;
import java.util.Optional;

/**
 * What standard output can do.
 *
 * @param canRedraw whether escape sequences move its cursor
 * @param columns its width in characters
 */
public record Terminal(boolean canRedraw, int columns) {
  private static final int USUAL_COLUMNS = 120;
  private static final int FEWEST_COLUMNS = 40;

  /** As this process was started; {@code NO_COLOR}, {@code TERM} and {@code COLUMNS} are heeded. */
  public static Terminal detect(Map<String, String> environment) {
    boolean interactive =
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    boolean capable =
        !environment.containsKey("NO_COLOR")
            && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new Terminal(interactive && capable, columns(environment));
  }

  private static int columns(Map<String, String> environment) {
    try {
      int stated = Integer.parseInt(environment.getOrDefault("COLUMNS", ""));
      return Math.max(FEWEST_COLUMNS, stated);
    } catch (NumberFormatException e) {
      return USUAL_COLUMNS;
    }
  }

  /** How text is emphasised on it. */
  public Style style() {
    return canRedraw ? Style.ANSI : Style.PLAIN;
  }
}
