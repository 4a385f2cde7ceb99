package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.Step;
import dev.convoy.cnn.kernels.Update;
import java.util.function.ToLongFunction;

/** Makes updates ready to run over memory by address. */
public final class Updates {

  private final Team team;
  private final Step step;
  private final ToLongFunction<Region> address;

  /**
   * For one network.
   *
   * @param address where a region begins
   */
  public Updates(Team team, Step step, ToLongFunction<Region> address) {
    this.team = team;
    this.step = step;
    this.address = address;
  }

  /** One update. */
  public Op of(Update update) {
    return switch (update) {
      case Update.Sgd rule -> sgd(rule);
      case Update.Adam rule -> adam(rule);
      case Update.RmsProp rule -> rmsProp(rule);
      case Update.Shrink rule -> shrink(rule);
      case Update.Lasso rule -> lasso(rule);
      case Update.ClipNorm rule ->
          new GradientNorm(team, at(rule.gradients()), rule.gradients().elements(), rule.limit());
      case Update.ClipValue rule -> clipValue(rule);
      case Update.Average rule -> average(rule);
    };
  }

  private Op sgd(Update.Sgd rule) {
    long w = at(rule.at().values());
    long g = at(rule.at().gradients()) - w;
    long v = at(rule.velocity()) - w;
    float momentum = (float) rule.momentum();
    float decay = (float) rule.at().group().weightDecay();
    Elementwise.Loop loop =
        rule.nesterov()
            ? (begin, end) ->
                UpdateLoops.nesterov(w + begin, g, v, end - begin, momentum, decay, rate(rule.at()))
            : (begin, end) ->
                UpdateLoops.sgd(w + begin, g, v, end - begin, momentum, decay, rate(rule.at()));
    return split(rule.at(), loop);
  }

  private Op adam(Update.Adam rule) {
    long w = at(rule.at().values());
    long g = at(rule.at().gradients()) - w;
    long mean = at(rule.mean()) - w;
    long square = at(rule.square()) - w;
    return split(
        rule.at(),
        (begin, end) ->
            UpdateLoops.adam(
                w + begin,
                g,
                mean,
                square,
                end - begin,
                rule,
                (float) (rate(rule.at(), 1) / unbiased(rule.rates().beta1())),
                (float) (1 / unbiased(rule.rates().beta2()))));
  }

  private double unbiased(double beta) {
    return 1 - Math.pow(beta, step.number() + 1.0);
  }

  private Op rmsProp(Update.RmsProp rule) {
    long w = at(rule.at().values());
    long g = at(rule.at().gradients()) - w;
    long square = at(rule.square()) - w;
    long v = at(rule.velocity()) - w;
    return split(
        rule.at(),
        (begin, end) ->
            UpdateLoops.rmsProp(w + begin, g, square, v, end - begin, rule, rate(rule.at())));
  }

  private Op shrink(Update.Shrink rule) {
    long w = at(rule.at().values());
    return split(
        rule.at(),
        (begin, end) ->
            UpdateLoops.scale(
                w + begin,
                w + end,
                (float) (1 - rate(rule.at(), rule.at().group().weightDecay()))));
  }

  private Op lasso(Update.Lasso rule) {
    long w = at(rule.at().values());
    long g = at(rule.at().gradients()) - w;
    float factor = (float) rule.at().group().l1();
    return split(
        rule.at(), (begin, end) -> UpdateLoops.addSigns(w + begin, g, end - begin, factor));
  }

  private Op clipValue(Update.ClipValue rule) {
    long g = at(rule.gradients());
    float limit = (float) rule.limit();
    return Elementwise.split(
        team,
        rule.gradients().elements(),
        (begin, end) -> UpdateLoops.clamp(g + begin, g + end, limit));
  }

  private Op average(Update.Average rule) {
    long w = at(rule.values());
    long average = at(rule.averages()) - w;
    return Elementwise.split(
        team,
        rule.values().elements(),
        (begin, end) ->
            UpdateLoops.average(w + begin, average, end - begin, (float) rule.share(step)));
  }

  private Op split(Update.Learned run, Elementwise.Loop loop) {
    return Elementwise.split(team, run.elements(), loop);
  }

  private long at(Region region) {
    return address.applyAsLong(region);
  }

  private float rate(Update.Learned run) {
    return (float) rate(run, 1);
  }

  private double rate(Update.Learned run, double times) {
    return step.learningRate() * run.group().rateFactor() * times;
  }
}
