package dev.convoy.scheduler.curves;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Regret over epochs spent as a picture in SVG, for a light page and a dark one: the median of the
 * seeds as a line, the middle half of them as a band. Both axes are logarithmic; what is below
 * {@value #LEAST} points, as a regret of 0, lies at the bottom.
 */
final class RegretPlot {
  private static final double LEAST = 0.1;
  private static final double MOST = 100;
  private static final int WIDTH = 780;
  private static final int HEIGHT = 400;
  private static final int LEFT = 60;
  private static final int RIGHT = 600;
  private static final int TOP = 40;
  private static final int BOTTOM = 350;
  private static final int LEGEND_STEP = 24;

  /** Readable on white as on near black, and apart for the colour-blind (Okabe and Ito 2008). */
  private static final List<String> COLORS =
      List.of("#888888", "#0072B2", "#D55E00", "#009E73", "#CC79A7");

  private static final String STYLE =
      """
      text { font: 13px sans-serif; fill: #57606a; }
      .grid { stroke: #8c959f; stroke-opacity: 0.3; }
      .median { fill: none; stroke-width: 2.2; }
      .half { fill-opacity: 0.14; }
      @media (prefers-color-scheme: dark) { text { fill: #adbac7; } }
      """;

  private final String title;
  private final int trialEpochs;
  private final int budget;
  private final List<Regret> regrets;

  private RegretPlot(String title, int trialEpochs, List<Regret> regrets) {
    this.title = title;
    this.trialEpochs = trialEpochs;
    this.regrets = regrets;
    this.budget = regrets.getFirst().budget();
  }

  /**
   * Draws at most five contenders.
   *
   * @param trialEpochs of a whole trial, where the axis of epochs begins
   */
  static String svg(String title, int trialEpochs, List<Regret> regrets) {
    return new RegretPlot(title, trialEpochs, regrets).draw();
  }

  private String draw() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">\n"
            .formatted(WIDTH, HEIGHT));
    svg.append("<title>%s</title>\n<style>\n%s</style>\n".formatted(title, STYLE));
    svg.append(text(LEFT, TOP - 18, "start", title));
    axes(svg);
    for (int i = 0; i < regrets.size(); i++) {
      curve(svg, regrets.get(i), COLORS.get(i), TOP + 10 + i * LEGEND_STEP);
    }
    return svg.append("</svg>\n").toString();
  }

  private void axes(StringBuilder svg) {
    for (double regret : new double[] {0.1, 0.3, 1, 3, 10, 30, 100}) {
      svg.append(line(LEFT, y(regret), RIGHT, y(regret)));
      svg.append(text(LEFT - 8, y(regret) + 4, "end", regret == LEAST ? "0" : number(regret)));
    }
    for (int epochs = trialEpochs; epochs <= budget; epochs *= 2) {
      svg.append(line(x(epochs), TOP, x(epochs), BOTTOM));
      svg.append(text(x(epochs), BOTTOM + 18, "middle", Integer.toString(epochs)));
    }
    svg.append(text((LEFT + RIGHT) / 2.0, BOTTOM + 38, "middle", "epochs spent by all trials"));
    svg.append(
        text(-(TOP + BOTTOM) / 2.0, 16, "middle", "regret in points")
            .replace("<text", "<text transform=\"rotate(-90)\""));
  }

  private void curve(StringBuilder svg, Regret regret, String color, int legend) {
    String lower = points(regret, 0.25, IntStream.rangeClosed(trialEpochs, budget));
    String upper =
        points(
            regret,
            0.75,
            IntStream.rangeClosed(trialEpochs, budget).map(i -> budget + trialEpochs - i));
    svg.append(
        "<polygon class=\"half\" fill=\"%s\" points=\"%s %s\"/>\n".formatted(color, lower, upper));
    svg.append(
        "<polyline class=\"median\" stroke=\"%s\" points=\"%s\"/>\n"
            .formatted(color, points(regret, 0.5, IntStream.rangeClosed(trialEpochs, budget))));
    svg.append(
        "<polyline class=\"median\" stroke=\"%s\" points=\"%d,%d %d,%d\"/>\n"
            .formatted(color, RIGHT + 14, legend, RIGHT + 34, legend));
    svg.append(text(RIGHT + 40, legend + 4, "start", regret.contender().name()));
  }

  /** The curve's corners alone: where the value stays, nothing need be said. */
  private String points(Regret regret, double share, IntStream epochs) {
    List<int[]> all =
        epochs
            .mapToObj(
                spent ->
                    new int[] {
                      (int) Math.round(10 * x(spent)),
                      (int) Math.round(10 * y(regret.quantile(spent, share)))
                    })
            .toList();
    return IntStream.range(0, all.size())
        .filter(
            i ->
                i == 0
                    || i == all.size() - 1
                    || all.get(i)[1] != all.get(i - 1)[1]
                    || all.get(i)[1] != all.get(i + 1)[1])
        .mapToObj(i -> number(all.get(i)[0] / 10.0) + "," + number(all.get(i)[1] / 10.0))
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private double x(double epochs) {
    double whole = StrictMath.log((double) budget / trialEpochs);
    return LEFT + (RIGHT - LEFT) * StrictMath.log(epochs / trialEpochs) / whole;
  }

  private static double y(double regret) {
    double shown = Math.clamp(regret, LEAST, MOST);
    return BOTTOM - (BOTTOM - TOP) * StrictMath.log(shown / LEAST) / StrictMath.log(MOST / LEAST);
  }

  private static String line(double fromX, double fromY, double toX, double toY) {
    return "<line class=\"grid\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
        .formatted(number(fromX), number(fromY), number(toX), number(toY));
  }

  private static String text(double x, double y, String anchor, String text) {
    return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
        .formatted(number(x), number(y), anchor, text);
  }

  /** With at most one digit after the point. */
  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replace(".0", "");
  }
}
