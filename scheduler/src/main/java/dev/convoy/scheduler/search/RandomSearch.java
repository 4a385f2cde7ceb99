package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.SearchSpace;
import dev.convoy.scheduler.history.History;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Random search (Bergstra and Bengio, JMLR 13, 2012): every trial is a draw from the distributions,
 * a function of the experiment's seed and the trial's number. Where all parameters are discrete
 * nothing is tried twice ({@link Supply}). A document without distributions has nothing to search:
 * its trials differ by their training seed alone, as the members of an ensemble of one model do,
 * and never run out.
 */
public final class RandomSearch implements SearchMethod {
  private final SearchSpace space;
  private final long seed;
  private final Supply supply;
  private final LatinHypercube even;

  private RandomSearch(SearchSpace space, long seed, LatinHypercube even) {
    this.space = space;
    this.seed = seed;
    this.supply = new Supply(space);
    this.even = even;
  }

  /**
   * Independent draws.
   *
   * @throws IllegalArgumentException if a parameter's range holds no value
   */
  public static RandomSearch independent(SearchSpace space, long seed) {
    return even(space, seed, 0);
  }

  /**
   * Draws of which so many lie evenly, see {@link LatinHypercube}; those after them, and those that
   * take the place of a repeated one, are independent.
   *
   * @throws IllegalArgumentException if a parameter's range holds no value
   */
  public static RandomSearch even(SearchSpace space, long seed, int trials) {
    return new RandomSearch(
        space, seed, new LatinHypercube(Draw.dimensions(space), trials, Seeds.mix(seed, -1)));
  }

  @Override
  public Optional<Hyperparameters> next(History history) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, history.trials()));
    Hyperparameters first = draw(history.trials(), random);
    return supply.next(history, new FirstThenRandom(first, space, random)::next, random);
  }

  private Hyperparameters draw(int trial, SplittableRandom random) {
    return trial < even.trials()
        ? Draw.at(space, dimension -> even.coordinate(trial, dimension, random.nextDouble()))
        : Draw.from(space, random);
  }

  @Override
  public long capacity() {
    return supply.capacity();
  }
}
