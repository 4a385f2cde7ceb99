package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.SearchSpace;
import dev.convoy.protocol.spec.SearchSpec;
import dev.convoy.scheduler.history.Curve;
import dev.convoy.scheduler.history.History;
import dev.convoy.scheduler.history.Leaders;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kegl, "Algorithms for
 * Hyper-Parameter Optimization", NIPS 2011), of all parameters together, as in BOHB (Falkner, Klein
 * and Hutter, ICML 2018) and Optuna's multivariate sampler: the trials so far are divided into good
 * and other ones; of so many candidates drawn from the density of the good ({@link
 * ParzenEstimator}), the one is taken at which that density exceeds the others' most. A candidate
 * that has been drawn before doesn't count as one, so a discrete space is used up without
 * repetition; if the good suggest nothing new in {@value #DRAWS_FOR_A_CANDIDATE} times as many
 * draws, it is random ({@link Supply}). A parameter within a choice's option counts only among
 * trials that drew the same option. Densities are estimated on the {@link Scale} of each
 * distribution, so the logarithm of a log-uniform one, and the prior is the distribution itself.
 * Defaults: {@code startupTrials} 10 random trials and {@code candidates} 24 as in Optuna; good are
 * the best 15 % as in BOHB, but never more than {@value Leaders#MOST}.
 *
 * <p>Like is compared with like: at the deepest epoch that at least {@code startupTrials} trials
 * have reached (BOHB's largest budget with enough observations), those trials by the best score
 * that each had by then, whether they ended, wait or train on. One that ended earlier, or waits
 * where it may be promoted, is taken at its best so far, of fewer epochs: less than it would have
 * come to, so it is good only if it outdoes the others all the same. Before so many trials have
 * reached their first epoch, or ended without, draws are random.
 *
 * <p>A trial without a finite score is never good. Ties: the first created is better. Trials that
 * have not come as far yet count among the others, as if they had come to nothing, so that parallel
 * draws keep apart (the constant liar of Ginsbourger et al. 2010). Of the others the last {@value
 * #MOST_OTHERS} count, so that a draw costs the same after ten thousand trials. Draws are functions
 * of the seed and the history alone.
 */
public final class TpeSearch implements SearchMethod {
  private static final int MOST_OTHERS = 200;
  private static final int DRAWS_FOR_A_CANDIDATE = 10;

  private final SearchSpace space;
  private final long seed;
  private final SearchSpec.Tpe settings;
  private final RandomSearch startup;
  private final Supply supply;

  /** A draw, and how much likelier it is among the good than among the others. */
  private record Candidate(Hyperparameters draw, double ratio) {}

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
    if (comparable(history, 1) < settings.startupTrials() || history.trials() >= capacity()) {
      return startup.next(history);
    }
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, history.trials()));
    Set<Integer> best = good(history).boxed().collect(Collectors.toSet());
    ParzenEstimator good = estimator(history, best.stream().mapToInt(i -> i).sorted());
    ParzenEstimator others =
        estimator(
            history,
            IntStream.iterate(history.trials() - 1, trial -> trial >= 0, trial -> trial - 1)
                .filter(trial -> !best.contains(trial))
                .limit(MOST_OTHERS));
    return candidates(history, good, others, random)
        .max(Comparator.comparingDouble(Candidate::ratio))
        .map(Candidate::draw)
        .or(() -> supply.next(history, () -> Draw.from(space, random), random));
  }

  private ParzenEstimator estimator(History history, IntStream trials) {
    return new ParzenEstimator(space, trials.mapToObj(history::draw).toList());
  }

  private Stream<Candidate> candidates(
      History history, ParzenEstimator good, ParzenEstimator others, SplittableRandom random) {
    return Stream.generate(() -> good.draw(random))
        .limit((long) DRAWS_FOR_A_CANDIDATE * settings.candidates())
        .filter(draw -> !history.contains(draw))
        .limit(settings.candidates())
        .map(draw -> new Candidate(draw, good.density(draw) / others.density(draw)));
  }

  /** The good trials at the deepest epoch that enough have reached, the best first. */
  private IntStream good(History history) {
    int epoch = 1;
    while (history.scores(epoch + 1).size() >= settings.startupTrials()) {
      epoch++;
    }
    int deepest = epoch;
    double share = StrictMath.ceil(settings.goodShare() * comparable(history, deepest));
    int count = Math.clamp((long) share, 1, Leaders.MOST);
    Comparator<Integer> bestFirst =
        Comparator.<Integer>comparingDouble(trial -> score(history, trial, deepest))
            .reversed()
            .thenComparingInt(trial -> trial);
    List<Integer> leaders = history.leaders(deepest).bestFirst().limit(count).boxed().toList();
    Predicate<Integer> mayBeGood =
        trial -> leaders.size() < count || bestFirst.compare(trial, leaders.getLast()) <= 0;
    return Stream.concat(leaders.stream(), shorter(history, deepest, mayBeGood).limit(count))
        .filter(trial -> score(history, trial, deepest) > Double.NEGATIVE_INFINITY)
        .sorted(bestFirst)
        .limit(count)
        .mapToInt(trial -> trial);
  }

  /** How many trials have reached an epoch, or will not or not yet. */
  private static int comparable(History history, int epoch) {
    return Math.max(history.scores(epoch).size(), history.observations().size());
  }

  /**
   * Those that ended or wait with fewer epochs, the best first, up to the first trial that is none
   * of the good. Before it lie few others: those that have come as far are good themselves, and too
   * few to be compared have come farther.
   */
  private static Stream<Integer> shorter(History history, int epoch, Predicate<Integer> mayBeGood) {
    return history
        .observations()
        .bestFirst()
        .boxed()
        .takeWhile(trial -> history.curve(trial).hasResult())
        .takeWhile(trial -> history.curve(trial).epochs() > epoch || mayBeGood.test(trial))
        .filter(trial -> history.curve(trial).epochs() < epoch);
  }

  private static double score(History history, int trial, int epoch) {
    Curve curve = history.curve(trial);
    return curve.best(Math.min(epoch, curve.epochs()));
  }

  @Override
  public long capacity() {
    return supply.capacity();
  }
}
