package dev.convoy.standalone.terminal;

import dev.convoy.gateway.view.Seen;
import dev.convoy.gateway.view.TrialObservations;
import dev.convoy.gateway.view.TrialSummary;
import dev.convoy.protocol.message.Finding;
import dev.convoy.protocol.message.LayerActivations;
import dev.convoy.protocol.message.WeightUpdate;
import dev.convoy.protocol.spec.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was seen of networks in training, for people. */
public final class NetworkReport {
  private static final int MOST_TRIALS = 10;
  private static final String NOTHING = "-";

  private NetworkReport() {}

  /**
   * What stands out of the best trials' networks, and what to do about it; nothing if all is well.
   */
  public static List<String> findings(Objective objective, List<TrialSummary> trials) {
    List<TrialSummary> striking =
        trials.stream()
            .sorted(Panel.byObjective(objective))
            .filter(trial -> !findings(trial).isEmpty())
            .toList();
    if (striking.isEmpty()) {
      return List.of();
    }
    Table table = new Table("network", "epoch", "shows", "evidence and advice");
    for (TrialSummary trial : striking.stream().limit(MOST_TRIALS).toList()) {
      String epoch = trial.observed().map(seen -> Integer.toString(seen.epoch())).orElse("");
      for (Finding finding : findings(trial)) {
        table.row("#" + trial.trial(), epoch, finding.what(), finding.evidence());
        table.row("", "", "advice", finding.advice());
      }
    }
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(table.lines());
    if (striking.size() > MOST_TRIALS) {
      lines.add("and of %d further trials".formatted(striking.size() - MOST_TRIALS));
    }
    return lines;
  }

  private static List<Finding> findings(TrialSummary trial) {
    return trial.observed().map(TrialSummary.Observed::findings).orElse(List.of());
  }

  /** A trial's network layer by layer and weight by weight. */
  public static List<String> of(TrialObservations trial) {
    Seen now = trial.latest().or(trial::start).orElseThrow();
    List<String> lines = new ArrayList<>();
    lines.add(
        "#%d  epoch %d  gradient norm %s  median update %s of the weights"
            .formatted(
                trial.trial(),
                now.epoch(),
                number(now.step().gradientNorm()),
                number(now.step().medianUpdateRatio())));
    lines.add("");
    lines.addAll(layers(trial.start(), now));
    lines.add("");
    lines.addAll(weights(now.step().weights()));
    for (Finding finding : trial.findings()) {
      lines.add("");
      lines.add(finding.what() + ": " + finding.evidence() + ". " + finding.advice());
    }
    return lines;
  }

  private static List<String> layers(Optional<Seen> start, Seen now) {
    Map<String, LayerActivations> first =
        start.stream()
            .flatMap(seen -> seen.step().layers().stream())
            .collect(
                Collectors.toMap(
                    LayerActivations::layer, Function.identity(), (one, another) -> one));
    Table table =
        new Table(
            "layer",
            "activation",
            "mean at start",
            "std at start",
            "mean",
            "std",
            "dead",
            "saturated");
    for (LayerActivations layer : now.step().layers()) {
      Optional<LayerActivations> before = Optional.ofNullable(first.get(layer.layer()));
      table.row(
          layer.layer(),
          layer.activation().orElse(NOTHING),
          before.map(seen -> number(seen.mean())).orElse(NOTHING),
          before.map(seen -> number(seen.deviation())).orElse(NOTHING),
          number(layer.mean()),
          number(layer.deviation()),
          layer.dead().map(Format::percent).orElse(NOTHING),
          layer.saturated().map(Format::percent).orElse(NOTHING));
    }
    return table.lines();
  }

  private static List<String> weights(List<WeightUpdate> weights) {
    Table table = new Table("weight", "gradient norm", "update by weight");
    weights.forEach(
        weight ->
            table.row(
                weight.parameter(), number(weight.gradientNorm()), number(weight.updateRatio())));
    return table.lines();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
