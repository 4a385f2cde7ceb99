package dev.convoy.cnn.data;

import static java.lang.Math.abs;
import static java.lang.Math.hypot;
import static java.lang.Math.max;
import static java.lang.Math.min;

import java.util.Locale;

/**
 * The classes of the generated dataset: shapes given by their signed distance (negative inside) in
 * a plane where the shape reaches about 1 from the origin.
 */
enum Glyph {
  DISK {
    @Override
    double distance(double x, double y) {
      return hypot(x, y) - 0.85;
    }
  },
  RING {
    @Override
    double distance(double x, double y) {
      return abs(hypot(x, y) - 0.75) - 0.17;
    }
  },
  SQUARE {
    @Override
    double distance(double x, double y) {
      return box(x, y, 0.75, 0.75);
    }
  },
  FRAME {
    @Override
    double distance(double x, double y) {
      return abs(box(x, y, 0.68, 0.68)) - 0.16;
    }
  },
  TRIANGLE {
    @Override
    double distance(double x, double y) {
      return polygonal(x, y, 3) - 0.48;
    }
  },
  CROSS {
    @Override
    double distance(double x, double y) {
      return min(box(x, y, 0.9, 0.22), box(x, y, 0.22, 0.9));
    }
  },
  STAR {
    @Override
    double distance(double x, double y) {
      double angle = Math.atan2(x, -y);
      return hypot(x, y) - 0.64 - 0.26 * Math.cos(5 * angle);
    }
  },
  CRESCENT {
    @Override
    double distance(double x, double y) {
      return max(hypot(x, y) - 0.88, 0.68 - hypot(x - 0.38, y));
    }
  },
  BARS {
    @Override
    double distance(double x, double y) {
      return min(box(x, y - 0.55, 0.85, 0.2), box(x, y + 0.55, 0.85, 0.2));
    }
  },
  HOOK {
    @Override
    double distance(double x, double y) {
      return min(box(x + 0.55, y, 0.22, 0.85), box(x, y - 0.63, 0.77, 0.22));
    }
  };

  /** How far a point lies outside the shape's edge, or, negative, inside. */
  abstract double distance(double x, double y);

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static double box(double x, double y, double halfWidth, double halfHeight) {
    return max(abs(x) - halfWidth, abs(y) - halfHeight);
  }

  /** The distance from the centre of a regular polygon, measured towards its nearest side. */
  private static double polygonal(double x, double y, int sides) {
    double sector = 2 * Math.PI / sides;
    double angle = Math.atan2(x, y);
    double towards = Math.rint(angle / sector) * sector;
    return hypot(x, y) * Math.cos(angle - towards);
  }
}
