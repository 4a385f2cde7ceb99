package dev.convoy.standalone.bench;

import java.util.List;
import java.util.Locale;

/** Draws what a report costs as the trials of an experiment grow, as an SVG image. */
public final class GrowthPlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 320;
  private static final int MARGIN = 56;
  private static final int GRID_LINES = 4;

  private final List<Growth.Stretch> growth;
  private final double trials;
  private final double micros;

  private GrowthPlot(SchedulerFigures figures) {
    growth = figures.growth();
    trials = figures.trials();
    micros = roundUp(growth.stream().mapToDouble(Growth.Stretch::microsPerReport).max().orElse(1));
  }

  /** The image. */
  public static String of(SchedulerFigures figures) {
    return new GrowthPlot(figures).draw();
  }

  private String draw() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
        <rect width="100%%" height="100%%" fill="white"/>
        <text x="%d" y="24" font-size="15">Scheduler's processor time for a report, in microseconds</text>
        """
            .formatted(WIDTH, HEIGHT, MARGIN));
    for (int line = 0; line <= GRID_LINES; line++) {
      svg.append(gridLine(micros * line / GRID_LINES));
    }
    growth.forEach(stretch -> svg.append(bar(stretch)));
    svg.append(
        """
        <text x="%d" y="%d" text-anchor="middle">trials that had ended</text>
        </svg>
        """
            .formatted(WIDTH / 2, HEIGHT - 10));
    return svg.toString();
  }

  private String gridLine(double value) {
    return String.format(
        Locale.ROOT,
        """
        <line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke="#ddd"/>
        <text x="%d" y="%.1f" text-anchor="end">%.0f</text>
        """,
        MARGIN,
        WIDTH - MARGIN / 2,
        y(value),
        y(value),
        MARGIN - 8,
        y(value) + 4,
        value);
  }

  /** As wide as its stretch of trials, less a gap. */
  private String bar(Growth.Stretch stretch) {
    double width = x(growth.getFirst().trials()) - x(0);
    double left = x(stretch.trials()) - width;
    return String.format(
        Locale.ROOT,
        """
        <rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="#3b6ea5"/>
        <text x="%.1f" y="%d" text-anchor="middle">%d</text>
        """,
        left + 2,
        y(stretch.microsPerReport()),
        width - 4,
        y(0) - y(stretch.microsPerReport()),
        left + width,
        HEIGHT - MARGIN + 18,
        stretch.trials());
  }

  private double x(double trialsEnded) {
    return MARGIN + (WIDTH - 1.5 * MARGIN) * trialsEnded / trials;
  }

  private double y(double value) {
    return HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN + 8) * value / micros;
  }

  /** To one, two, four or eight times a power of ten. */
  private static double roundUp(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    double rounded = power;
    while (rounded < value) {
      rounded *= 2;
    }
    return rounded;
  }
}
