package dev.convoy.standalone.terminal;

/** Colours and weights where a terminal shows them, nothing where it doesn't. */
public enum Style {
  /** For terminals that understand ANSI escape sequences (ECMA-48). */
  ANSI("\u001b[1m", "\u001b[2m", "\u001b[32m", "\u001b[33m", "\u001b[31m", "\u001b[0m"),
  /** For files and pipes. */
  PLAIN("", "", "", "", "", "");

  private final String bold;
  private final String faint;
  private final String good;
  private final String fair;
  private final String bad;
  private final String end;

  Style(String bold, String faint, String good, String fair, String bad, String end) {
    this.bold = bold;
    this.faint = faint;
    this.good = good;
    this.fair = fair;
    this.bad = bad;
    this.end = end;
  }

  String bold(String text) {
    return bold + text + end;
  }

  String faint(String text) {
    return faint + text + end;
  }

  String good(String text) {
    return good + text + end;
  }

  String fair(String text) {
    return fair + text + end;
  }

  String bad(String text) {
    return bad + text + end;
  }
}
