package dev.convoy.scheduler.review;

import dev.convoy.protocol.message.ParameterReview;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.scheduler.history.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which hyperparameters mattered: the share of the results' variance that a parameter's value alone
 * explains, its main effect in the functional analysis of variance (Hutter, Hoos and Leyton-Brown,
 * ICML 2014), estimated from the trials themselves by classes of its values (Plischke, Borgonovo
 * and Smith 2013): every value of its own where there are few, otherwise classes of equally many
 * neighbouring trials, at most {@value #MOST_CLASSES} and about the root of their number. What
 * classes would explain by chance is taken off (the epsilon squared of Kelley 1935), so an
 * irrelevant parameter comes to about 0.
 *
 * <p>A trial's result is its best score; trials without a finite one don't count, nor do those in
 * which the parameter did not exist. The distinct values are counted over the same trials, beside
 * those that a grid of as many trials over all parameters would have had of each: the reason why
 * random search wins when few parameters matter (Bergstra and Bengio 2012).
 */
public final class Importance {
  private static final int MOST_CLASSES = 10;
  private static final Comparator<Result> BY_VALUE =
      Comparator.comparingDouble((Result result) -> result.value().number().orElse(0))
          .thenComparing(result -> result.value().toString());

  private record Result(ParameterValue value, double score) {}

  private Importance() {}

  /** Every parameter that had a value in some trial with a result, the most important first. */
  public static List<ParameterReview> of(History history) {
    Map<String, List<Result>> results = new LinkedHashMap<>();
    int trials = 0;
    for (int trial = 0; trial < history.trials(); trial++) {
      if (history.curve(trial).hasResult()) {
        collect(history, trial, results);
        trials++;
      }
    }
    int levels = (int) Math.floor(StrictMath.pow(trials, 1.0 / Math.max(1, results.size())) + 1e-9);
    return results.entrySet().stream()
        .map(parameter -> review(parameter.getKey(), parameter.getValue(), levels))
        .sorted(Comparator.comparingDouble(ParameterReview::importance).reversed())
        .toList();
  }

  private static void collect(History history, int trial, Map<String, List<Result>> results) {
    Hyperparameters draw = history.draw(trial);
    double score = history.curve(trial).best(history.curve(trial).epochs());
    draw.values()
        .forEach(
            (path, value) ->
                results
                    .computeIfAbsent(path, any -> new ArrayList<>())
                    .add(new Result(value, score)));
  }

  private static ParameterReview review(String path, List<Result> results, int levels) {
    int distinct = (int) results.stream().map(Result::value).distinct().count();
    return new ParameterReview(
        path, results.size(), explained(classes(results, distinct)), distinct, levels);
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
