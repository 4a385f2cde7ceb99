package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import dev.convoy.protocol.spec.SearchSpec;
import dev.convoy.scheduler.history.History;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kegl, "Algorithms for
 * Hyper-Parameter Optimization", NIPS 2011), one parameter at a time: the trials so far are divided
 * into good and other ones; of so many candidates drawn from the density of the good, the one is
 * taken at which that density exceeds the others' most. A parameter within a choice's option is
 * drawn after the choice, from the trials that drew the same option.
 *
 * <p>Densities are estimated on the {@link Scale} of each distribution, so the logarithm of a
 * log-uniform one, and its prior is the distribution itself: {@link Parzen}, {@link Categories} for
 * a choice. Defaults as in Optuna and Hyperopt: {@code startupTrials} 10 random trials, {@code
 * candidates} 24, good are the best tenth, but never more than {@value #MOST_GOOD}.
 *
 * <p>A trial is judged by its best score so far once it has ended or waits for a promotion; one
 * without a finite score is the worst there is. Ties: the first created is better. Trials that
 * still train count among the others, as if they had come to nothing, so that parallel draws keep
 * apart (the constant liar of Ginsbourger et al. 2010). Of the others the last {@value
 * #MOST_OTHERS} count, so that a draw costs the same after ten thousand trials. Draws are functions
 * of the seed and the history alone; a discrete space is used up without repetition ({@link
 * Supply}).
 */
public final class TpeSearch implements SearchMethod {
  private static final int MOST_GOOD = 25;
  private static final int MOST_OTHERS = 200;

  private final SearchSpace space;
  private final long seed;
  private final SearchSpec.Tpe settings;
  private final RandomSearch startup;
  private final Supply supply;

  /**
   * TPE over a space.
   *
   * @throws IllegalArgumentException if a parameter's range holds no value
   */
  public TpeSearch(SearchSpace space, long seed, SearchSpec.Tpe settings) {
    this.space = space;
    this.seed = seed;
    this.settings = settings;
    this.startup = RandomSearch.independent(space, seed);
    this.supply = new Supply(space);
  }

  @Override
  public Optional<Hyperparameters> next(History history) {
    if (history.observations().size() < settings.startupTrials()
        || history.trials() >= capacity()) {
      return startup.next(history);
    }
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, history.trials()));
    Set<Integer> best =
        history.observations().bestFirst().limit(good(history)).boxed().collect(Collectors.toSet());
    List<Hyperparameters> good = best.stream().sorted().map(history::draw).toList();
    List<Hyperparameters> others =
        IntStream.iterate(history.trials() - 1, trial -> trial >= 0, trial -> trial - 1)
            .filter(trial -> !best.contains(trial))
            .limit(MOST_OTHERS)
            .mapToObj(history::draw)
            .toList();
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    draw(space, good, others, random, values);
    Hyperparameters first = new Hyperparameters(values);
    return supply.next(history, new FirstThenRandom(first, space, random)::next, random);
  }

  private long good(History history) {
    double share = StrictMath.ceil(settings.goodShare() * history.observations().size());
    return Math.clamp((long) share, 1, MOST_GOOD);
  }

  private void draw(
      SearchSpace part,
      List<Hyperparameters> good,
      List<Hyperparameters> others,
      SplittableRandom random,
      Map<String, ParameterValue> values) {
    for (Map.Entry<String, Distribution> parameter : part.parameters().entrySet()) {
      String path = parameter.getKey();
      if (parameter.getValue() instanceof Distribution.Choice choice) {
        int option = option(choice, path, good, others, random);
        ParameterValue value = choice.options().get(option);
        values.put(path, value);
        draw(
            choice.within().get(option),
            withValue(good, path, value),
            withValue(others, path, value),
            random,
            values);
      } else {
        double place = place(parameter.getValue(), path, good, others, random);
        values.put(path, Scale.value(parameter.getValue(), place));
      }
    }
  }

  private int option(
      Distribution.Choice choice,
      String path,
      List<Hyperparameters> good,
      List<Hyperparameters> others,
      SplittableRandom random) {
    Categories likely = categories(choice, path, good);
    Categories otherwise = categories(choice, path, others);
    int best = 0;
    double bestRatio = 0;
    for (int i = 0; i < settings.candidates(); i++) {
      int candidate = likely.draw(random);
      double ratio = likely.probability(candidate) / otherwise.probability(candidate);
      if (ratio > bestRatio) {
        best = candidate;
        bestRatio = ratio;
      }
    }
    return best;
  }

  private static Categories categories(
      Distribution.Choice choice, String path, List<Hyperparameters> draws) {
    return new Categories(
        choice.options().size(),
        draws.stream().mapToInt(draw -> choice.options().indexOf(draw.values().get(path))));
  }

  private double place(
      Distribution distribution,
      String path,
      List<Hyperparameters> good,
      List<Hyperparameters> others,
      SplittableRandom random) {
    Parzen likely = parzen(distribution, path, good);
    Parzen otherwise = parzen(distribution, path, others);
    double best = 0;
    double bestRatio = -1;
    for (int i = 0; i < settings.candidates(); i++) {
      double candidate = likely.draw(random);
      double ratio = likely.density(candidate) / otherwise.density(candidate);
      if (ratio > bestRatio) {
        best = candidate;
        bestRatio = ratio;
      }
    }
    return best;
  }

  private static Parzen parzen(
      Distribution distribution, String path, List<Hyperparameters> draws) {
    return new Parzen(
        draws.stream()
            .flatMap(draw -> Optional.ofNullable(draw.values().get(path)).stream())
            .mapToDouble(value -> Scale.place(distribution, value))
            .toArray());
  }

  private static List<Hyperparameters> withValue(
      List<Hyperparameters> draws, String path, ParameterValue value) {
    return draws.stream().filter(draw -> value.equals(draw.values().get(path))).toList();
  }

  @Override
  public long capacity() {
    return supply.capacity();
  }
}
