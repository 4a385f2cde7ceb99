package dev.convoy.gateway.view;

import dev.convoy.protocol.message.Finding;
import dev.convoy.protocol.message.LayerActivations;
import dev.convoy.protocol.message.ObservedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a network's activations and updates show, by the rules of thumb of CS231n: few dead or
 * saturated units, a level deviation through the layers at the start, updates of a thousandth of
 * the weights.
 */
final class Symptoms {
  private static final double MANY_DEAD = 0.4;
  private static final double MANY_SATURATED = 0.5;
  private static final double FAR_APART = 8;
  private static final double HEALTHY = 1e-3;
  private static final double TOO_LARGE = 1e-2;
  private static final double TOO_SMALL = 1e-4;

  private Symptoms() {}

  /** The most telling first; none if nothing stands out. */
  static List<Finding> of(Optional<ObservedStep> start, Optional<ObservedStep> latest) {
    List<Finding> findings = new ArrayList<>();
    latest.or(() -> start).flatMap(Symptoms::dead).ifPresent(findings::add);
    latest.or(() -> start).flatMap(Symptoms::saturated).ifPresent(findings::add);
    latest.flatMap(Symptoms::updates).ifPresent(findings::add);
    start.flatMap(Symptoms::deviations).ifPresent(findings::add);
    return findings;
  }

  private static Optional<Finding> dead(ObservedStep step) {
    return step.mostDead()
        .filter(layer -> layer.dead().orElse(0.0) > MANY_DEAD)
        .map(
            layer ->
                new Finding(
                    "dead-units",
                    "%.0f %% of the units of %s give no gradient for any image of the batch"
                        .formatted(100 * layer.dead().orElseThrow(), layer.layer()),
                    "Lower the learning rate, begin with Kaiming's weights, or use a leaky ReLU."));
  }

  private static Optional<Finding> saturated(ObservedStep step) {
    return step.mostSaturated()
        .filter(layer -> layer.saturated().orElse(0.0) > MANY_SATURATED)
        .map(
            layer ->
                new Finding(
                    "saturated-units",
                    "%.0f %% of the values of %s are where its slope is nearly 0"
                        .formatted(100 * layer.saturated().orElseThrow(), layer.layer()),
                    "Begin with Xavier's weights, put a norm before it, or use a ReLU."));
  }

  /** At the schedule's full rate: that it falls later on is no fault. */
  private static Optional<Finding> updates(ObservedStep step) {
    double ratio = step.medianUpdateRatio() / step.rateFactor();
    if (!Double.isFinite(ratio) || ratio == 0 || (ratio <= TOO_LARGE && ratio >= TOO_SMALL)) {
      return Optional.empty();
    }
    String evidence =
        String.format(
            Locale.ROOT,
            "at the schedule's full rate a step moves the middle one of the weights by %.1e of its"
                + " length, where about 1e-3 is healthy",
            ratio);
    return Optional.of(
        ratio > TOO_LARGE
            ? new Finding(
                "large-updates",
                evidence,
                "Try a learning rate about %s times lower.".formatted(times(ratio / HEALTHY)))
            : new Finding(
                "small-updates",
                evidence,
                "Try a learning rate about %s times higher.".formatted(times(HEALTHY / ratio))));
  }

  private static String times(double factor) {
    return String.format(Locale.ROOT, "%.0f", factor);
  }

  private static Optional<Finding> deviations(ObservedStep start) {
    if (start.layers().size() < 2) {
      return Optional.empty();
    }
    LayerActivations first = start.layers().getFirst();
    LayerActivations last = start.layers().getLast();
    double growth = last.deviation() / first.deviation();
    if (!(growth > FAR_APART || growth < 1 / FAR_APART)) {
      return Optional.empty();
    }
    String evidence =
        String.format(
            Locale.ROOT,
            "at the start the deviation of activations goes from %.2g in %s to %.2g in %s",
            first.deviation(),
            first.layer(),
            last.deviation(),
            last.layer());
    return Optional.of(
        growth < 1
            ? new Finding(
                "shrinking-start", evidence, "Begin with Xavier's or Kaiming's weights, or norms.")
            : new Finding(
                "growing-start", evidence, "Begin with smaller weights, or put norms in."));
  }
}
