package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.SearchSpace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A density over a whole space, of a kernel around each of several draws and one for the space
 * itself, all of equal weight. A kernel is the product of its dimensions' {@link Kernel}s, so what
 * goes well together stays together (Falkner et al. 2018, section 3.2; Watanabe 2023, section 3.3);
 * where a draw has no value, its kernel says nothing.
 *
 * <p>Widths are those of Optuna 4, for n draws in d dimensions, on the unit interval: {@code 0.2
 * n^(-1 / (d + 4))}, as in Scott's rule, but at least one part in {@code min(100, n + 2)}. Of k
 * options without an order any is drawn with the probability {@code k / (k + n + 1)}.
 */
final class ParzenEstimator {
  private static final double WIDTH_OF_ONE = 0.2;
  private static final int FINEST = 100;

  private final SearchSpace space;
  private final int components;
  private final double width;
  private final List<Dimension> dimensions;

  /** The kernels in one dimension, each once: of countable values there are few. */
  private static final class Dimension {
    private final List<Kernel> kernels;
    private final int[] which;

    Dimension(List<Kernel> byComponent) {
      kernels = byComponent.stream().distinct().toList();
      Map<Kernel, Integer> indices = new HashMap<>();
      kernels.forEach(kernel -> indices.put(kernel, indices.size()));
      which = byComponent.stream().mapToInt(indices::get).toArray();
    }

    Kernel of(int component) {
      return kernels.get(which[component]);
    }

    void multiply(double[] products, Share share) {
      double[] densities = kernels.stream().mapToDouble(one -> one.density(share)).toArray();
      for (int component = 0; component < products.length; component++) {
        products[component] *= densities[which[component]];
      }
    }
  }

  ParzenEstimator(SearchSpace space, List<Hyperparameters> draws) {
    this.space = space;
    components = draws.size() + 1;
    width = width(draws.size(), Draw.dimensions(space));
    List<List<Located>> places = draws.stream().map(draw -> Located.of(space, draw)).toList();
    dimensions =
        IntStream.range(0, Draw.dimensions(space))
            .mapToObj(
                dimension ->
                    Stream.concat(
                            places.stream().map(at -> around(at.get(dimension))),
                            Stream.of(new Kernel.Even()))
                        .toList())
            .map(Dimension::new)
            .toList();
  }

  private static double width(int draws, int dimensions) {
    double byRule = WIDTH_OF_ONE * StrictMath.pow(Math.max(1, draws), -1.0 / (dimensions + 4));
    return Math.clamp(byRule, 1.0 / Math.min(FINEST, draws + 2), 1);
  }

  private Kernel around(Located at) {
    if (at.share().equals(Share.WHOLE)) {
      return new Kernel.Even();
    }
    if (at.distribution() instanceof Distribution.Choice choice) {
      double options = choice.options().size();
      return new Kernel.Same(at.share(), options / (options + components));
    }
    return Kernel.Near.of(at.share().middle(), width);
  }

  Hyperparameters draw(SplittableRandom random) {
    int component = random.nextInt(components);
    return Draw.at(space, dimension -> dimensions.get(dimension).of(component).draw(random));
  }

  /** The density at a draw; what is countable has equal parts of the interval to its name. */
  double density(Hyperparameters draw) {
    double[] products = new double[components];
    Arrays.fill(products, 1);
    List<Located> at = Located.of(space, draw);
    for (int dimension = 0; dimension < at.size(); dimension++) {
      dimensions.get(dimension).multiply(products, at.get(dimension).share());
    }
    return Arrays.stream(products).sum() / components;
  }
}
