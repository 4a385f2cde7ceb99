package dev.convoy.scheduler.search;

import java.util.SplittableRandom;

/** What one trial says about one dimension of its space: a density on the unit interval. */
sealed interface Kernel {
  /** Draws a number of [0, 1]. */
  double draw(SplittableRandom random);

  /** The mean density on a part of the interval; on a point the density there. */
  double density(Share share);

  /** Nothing: the distribution that the space has there. */
  record Even() implements Kernel {
    @Override
    public double draw(SplittableRandom random) {
      return random.nextDouble();
    }

    @Override
    public double density(Share share) {
      return 1;
    }
  }

  /**
   * Near a place: a normal distribution, cut off at the ends of the interval.
   *
   * @param below what the whole normal distribution has below the interval
   * @param inside what it has inside
   */
  record Near(double centre, double width, double below, double inside) implements Kernel {
    static Near of(double centre, double width) {
      double below = StandardNormal.below(-centre / width);
      double inside = StandardNormal.below((1 - centre) / width) - below;
      return new Near(centre, width, below, inside);
    }

    @Override
    public double draw(SplittableRandom random) {
      double part = below + inside * random.nextDouble();
      double sure = Math.clamp(part, Double.MIN_NORMAL, Math.nextDown(1.0));
      return Math.clamp(centre + width * StandardNormal.quantile(sure), 0, 1);
    }

    @Override
    public double density(Share share) {
      if (share.length() == 0) {
        return StandardNormal.density((share.from() - centre) / width) / width / inside;
      }
      double mass =
          StandardNormal.below((share.to() - centre) / width)
              - StandardNormal.below((share.from() - centre) / width);
      return mass / inside / share.length();
    }
  }

  /**
   * One option of several without an order: with a probability any of them, else that one (a kernel
   * of Aitchison and Aitken, 1976).
   *
   * @param own the part of the interval that stands for the option
   */
  record Same(Share own, double anyway) implements Kernel {
    @Override
    public double draw(SplittableRandom random) {
      double place = random.nextDouble();
      return random.nextDouble() < anyway ? place : own.from() + own.length() * place;
    }

    @Override
    public double density(Share share) {
      double common = Math.min(own.to(), share.to()) - Math.max(own.from(), share.from());
      return anyway + (1 - anyway) * Math.max(0, common) / own.length() / share.length();
    }
  }
}
