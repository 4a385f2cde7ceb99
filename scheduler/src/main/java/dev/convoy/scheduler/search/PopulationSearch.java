package dev.convoy.scheduler.search;

import dev.convoy.protocol.message.Heir;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.SearchSpace;
import dev.convoy.protocol.spec.SearchSpec;
import dev.convoy.scheduler.history.History;
import dev.convoy.scheduler.history.Rung;
import dev.convoy.scheduler.history.Rungs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Population based training (Jaderberg et al., "Population Based Training of Neural Networks",
 * 2017) in synchronous generations: all trials train side by side, and after every {@code interval}
 * epochs, once all have come that will, each of the worst {@code quantile} of them goes on from the
 * weights of a random one of the best {@code quantile}, with that one's hyperparameters, explored:
 * each is drawn anew with the probability {@code resample}, else multiplied by 0.8 or 1.2 ({@link
 * Perturbation}). Defaults: 16 trials, every 2 epochs, 0.25, 0.25, as in Ray Tune but for its
 * asynchronous decisions, which depend on the order of arrival; these don't.
 *
 * <p>Trials are compared by their score after the generation's last epoch itself. Of equal scores
 * the trial that was created first is the better; who is no worse than its source keeps what it
 * has. A score that is not finite is the worst there is and never copied. A trial that ended, as
 * one does whose training loss is no longer finite, is missed by nobody: the quantile is of those
 * that came, rounded down. A source without a snapshot of the epoch is not copied. The first draws
 * lie evenly over the space (Latin hypercube).
 */
public final class PopulationSearch implements SearchMethod {
  private final SearchSpace space;
  private final long seed;
  private final SearchSpec.Pbt settings;
  private final RandomSearch first;

  /**
   * A population.
   *
   * @param trials how many members it has
   * @throws IllegalArgumentException if a parameter's range holds no value
   */
  public PopulationSearch(SearchSpace space, long seed, SearchSpec.Pbt settings, int trials) {
    this.space = space;
    this.seed = seed;
    this.settings = settings;
    this.first = RandomSearch.even(space, seed, trials);
  }

  @Override
  public Optional<Hyperparameters> next(History history) {
    return first.next(history);
  }

  @Override
  public long capacity() {
    return first.capacity();
  }

  @Override
  public List<Heir> heirs(History history, int epoch) {
    List<Rung.Arrival> bestFirst = history.rungs().at(new Rungs.Place(0, epoch)).waiting();
    int count = (int) (bestFirst.size() * settings.quantile());
    List<Rung.Arrival> best =
        bestFirst.subList(0, count).stream()
            .filter(arrival -> Double.isFinite(arrival.score()))
            .filter(arrival -> snapshotIsOf(history, arrival.trial(), epoch))
            .toList();
    List<Heir> heirs = new ArrayList<>();
    for (Rung.Arrival worse : bestFirst.subList(bestFirst.size() - count, bestFirst.size())) {
      heir(history, epoch, worse, best).ifPresent(heirs::add);
    }
    return heirs;
  }

  private static boolean snapshotIsOf(History history, int trial, int epoch) {
    return history
        .curve(trial)
        .lastSnapshot()
        .filter(snapshot -> snapshot.epoch() == epoch)
        .isPresent();
  }

  private Optional<Heir> heir(
      History history, int epoch, Rung.Arrival worse, List<Rung.Arrival> best) {
    if (best.isEmpty()) {
      return Optional.empty();
    }
    SplittableRandom random =
        new SplittableRandom(Seeds.mix(Seeds.mix(seed, epoch), worse.trial()));
    Rung.Arrival source = best.get(random.nextInt(best.size()));
    return source.score() > worse.score()
        ? history
            .curve(source.trial())
            .lastSnapshot()
            .map(
                snapshot ->
                    new Heir(
                        worse.trial(),
                        source.trial(),
                        snapshot,
                        Perturbation.of(
                            space, history.draw(source.trial()), settings.resample(), random)))
        : Optional.empty();
  }
}
