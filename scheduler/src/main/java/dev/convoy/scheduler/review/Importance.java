package dev.convoy.scheduler.review;

import dev.convoy.protocol.message.ParameterReview;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import dev.convoy.scheduler.history.Curve;
import dev.convoy.scheduler.history.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which hyperparameters mattered: the share of the results' variance that a parameter's value alone
 * explains, its main effect in the functional analysis of variance (Hutter, Hoos and Leyton-Brown,
 * ICML 2014), estimated from the trials themselves by classes of its values (Plischke, Borgonovo
 * and Smith 2013): every value of its own where there are few, otherwise classes of equally many
 * neighbouring trials, at most {@value #MOST_CLASSES} and about the root of their number. What
 * classes would explain by chance is taken off (the epsilon squared of Kelley 1935), so an
 * irrelevant parameter comes to about 0.
 *
 * <p>Like is compared with like: at the deepest epoch that three quarters of the trials with a
 * result have reached, by the best score that each had by then. So short trials of a coarse round,
 * or of a low rung, are not taken for bad ones. Trials that ended earlier explain nothing, nor do
 * those without a finite score or in which the parameter did not exist.
 *
 * <p>The distinct values are counted over all trials with a result, beside those that a grid of as
 * many trials over all parameters would have had of each: the reason why random search wins when
 * few parameters matter (Bergstra and Bengio 2012). A grid has no more values of a parameter than
 * there are ({@link GridLevels}).
 */
public final class Importance {
  private static final int MOST_CLASSES = 10;
  private static final double ENOUGH = 0.75;
  private static final Comparator<Result> BY_VALUE =
      Comparator.comparingDouble((Result result) -> result.value().number().orElse(0))
          .thenComparing(result -> result.value().toString());

  /** What a trial with this value came to by the common epoch; negative infinity: to nothing. */
  private record Result(ParameterValue value, double score) {}

  private Importance() {}

  /**
   * Every parameter that had a value in some trial with a result, the most important first.
   *
   * @param space that the trials were drawn from
   */
  public static List<ParameterReview> of(SearchSpace space, History history) {
    int[] trials =
        IntStream.range(0, history.trials())
            .filter(trial -> history.curve(trial).hasResult())
            .toArray();
    int epoch = commonEpoch(history, trials);
    Map<String, List<Result>> results = new LinkedHashMap<>();
    for (int trial : trials) {
      collect(history, trial, epoch, results);
    }
    GridLevels levels = GridLevels.of(space, results.keySet(), trials.length);
    return results.entrySet().stream()
        .map(one -> review(one.getKey(), one.getValue(), levels.of(one.getKey())))
        .sorted(Comparator.comparingDouble(ParameterReview::importance).reversed())
        .toList();
  }

  /** The deepest epoch that enough of the trials have reached; 0 without trials. */
  private static int commonEpoch(History history, int[] trials) {
    int[] reached =
        IntStream.of(trials).map(trial -> history.curve(trial).epochs()).sorted().toArray();
    return reached.length == 0 ? 0 : reached[(int) (reached.length * (1 - ENOUGH))];
  }

  private static void collect(
      History history, int trial, int epoch, Map<String, List<Result>> results) {
    Curve curve = history.curve(trial);
    double score = curve.epochs() < epoch ? Double.NEGATIVE_INFINITY : curve.best(epoch);
    history
        .draw(trial)
        .values()
        .forEach(
            (path, value) ->
                results
                    .computeIfAbsent(path, any -> new ArrayList<>())
                    .add(new Result(value, score)));
  }

  private static ParameterReview review(String path, List<Result> results, int levels) {
    int distinct = distinct(results);
    List<Result> compared = results.stream().filter(one -> Double.isFinite(one.score())).toList();
    return new ParameterReview(
        path, results.size(), explained(classes(compared, distinct(compared))), distinct, levels);
  }

  private static int distinct(List<Result> results) {
    return (int) results.stream().map(Result::value).distinct().count();
  }

  /** The scores by class. */
  private static List<List<Double>> classes(List<Result> results, int distinct) {
    int most = Math.clamp((int) Math.sqrt(results.size()), 1, MOST_CLASSES);
    if (distinct <= MOST_CLASSES) {
      Map<ParameterValue, List<Double>> byValue = new LinkedHashMap<>();
      results.forEach(
          result ->
              byValue
                  .computeIfAbsent(result.value(), any -> new ArrayList<>())
                  .add(result.score()));
      return List.copyOf(byValue.values());
    }
    List<Double> scores = results.stream().sorted(BY_VALUE).map(Result::score).toList();
    List<List<Double>> classes = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      classes.add(scores.subList(i * scores.size() / most, (i + 1) * scores.size() / most));
    }
    return classes;
  }

  /** Epsilon squared: the share between the classes, less what chance puts there. */
  private static double explained(List<List<Double>> classes) {
    int count = classes.stream().mapToInt(List::size).sum();
    if (count <= classes.size() || classes.size() < 2) {
      return 0;
    }
    double mean = classes.stream().flatMap(List::stream).mapToDouble(x -> x).sum() / count;
    double total = 0;
    double within = 0;
    for (List<Double> scores : classes) {
      double own = scores.stream().mapToDouble(x -> x).sum() / scores.size();
      for (double score : scores) {
        total += (score - mean) * (score - mean);
        within += (score - own) * (score - own);
      }
    }
    double chance = (classes.size() - 1) * within / (count - classes.size());
    return total > 0 ? Math.clamp((total - within - chance) / total, 0, 1) : 0;
  }
}
