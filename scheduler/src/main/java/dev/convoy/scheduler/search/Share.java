package dev.convoy.scheduler.search;

/**
 * A part of the unit interval on a {@link Scale}.
 *
 * @param from at least 0
 * @param to at least {@code from}, at most 1
 */
record Share(double from, double to) {
  static final Share WHOLE = new Share(0, 1);

  /** A point. */
  static Share at(double place) {
    return new Share(place, place);
  }

  /** One of so many equal parts, from 0. */
  static Share ofMany(long index, long count) {
    return new Share((double) index / count, (index + 1.0) / count);
  }

  double middle() {
    return (from + to) / 2;
  }

  double length() {
    return to - from;
  }
}
