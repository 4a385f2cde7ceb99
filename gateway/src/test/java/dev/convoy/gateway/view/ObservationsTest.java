package dev.convoy.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Finding;
import dev.convoy.protocol.message.LayerActivations;
import dev.convoy.protocol.message.Observation;
import dev.convoy.protocol.message.ObservedStep;
import dev.convoy.protocol.message.WeightUpdate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** J3, C7, E4: what the gateway keeps of observations, and what it says about them. */
class ObservationsTest {
  private static final Story STORY = Story.of("e1");
  private static final Attempt FIRST = new Attempt(0, 0, 1);
  private static final Attempt SECOND = new Attempt(0, 0, 2);

  private final ExperimentsView view = new ExperimentsView();

  @Test
  void keepsTheStartAndTheHighestEpochWhateverComesLate() {
    view.apply(epoch(SECOND, 4, healthy()));
    view.apply(start(healthy()));
    view.apply(epoch(FIRST, 3, healthy()));

    assertThat(seen(0).start().map(Seen::epoch)).hasValue(0);
    assertThat(seen(0).latest().map(Seen::epoch)).hasValue(4);
    assertThat(seen(0).latest().map(Seen::attempt)).hasValue(SECOND);
  }

  @Test
  void keepsWhatComesBeforeTheTrialItself() {
    view.apply(epoch(FIRST, 1, healthy()));
    view.apply(STORY.submitted());
    view.apply(0, STORY.started());
    view.apply(1, STORY.created(0));

    assertThat(seen(0).summary().epoch()).isEqualTo(1);
    assertThat(seen(0).summary().medianUpdateRatio()).isEqualTo(1e-3);
  }

  @Test
  void forgetsTheTrialsThatWereObservedLongestAgo() {
    for (int trial = 0; trial <= ObservationsView.MOST_TRIALS; trial++) {
      view.apply(new Observation.StartObserved(STORY.id(), trial, FIRST, healthy(), Story.NOON));
    }

    assertThat(view.observations(STORY.id(), 0)).isEmpty();
    assertThat(view.observations(STORY.id(), ObservationsView.MOST_TRIALS)).isPresent();
  }

  @Test
  void findsNothingInAHealthyNetwork() {
    view.apply(start(healthy()));
    view.apply(epoch(FIRST, 1, healthy()));

    assertThat(seen(0).findings()).isEmpty();
  }

  @Test
  @DisplayName("C7: a layer of which many units are dead is named, with advice")
  void namesTheLayerThatHasManyDeadUnits() {
    view.apply(epoch(FIRST, 1, step(1, 1e-3, relu("features.2", 0.1), relu("features.5", 0.46))));

    assertThat(finding().what()).isEqualTo("dead-units");
    assertThat(finding().evidence()).startsWith("46 % of the units of features.5 ");
    assertThat(finding().advice()).contains("learning rate", "leaky ReLU");
  }

  @Test
  @DisplayName("C7: a layer that is saturated is named, with advice")
  void namesTheLayerThatIsSaturated() {
    view.apply(epoch(FIRST, 1, step(1, 1e-3, tanh("classifier.1", 0.5, 0.75))));

    assertThat(finding().what()).isEqualTo("saturated-units");
    assertThat(finding().evidence()).startsWith("75 % of the values of classifier.1 ");
  }

  @Test
  @DisplayName("J3: updates far from a thousandth of the weights say by how much the rate is off")
  void saysByHowMuchUpdatesAreTooLargeOrTooSmall() {
    view.apply(epoch(FIRST, 1, step(1, 0.05)));
    assertThat(finding().what()).isEqualTo("large-updates");
    assertThat(finding().advice()).contains("50 times lower");

    view.apply(epoch(FIRST, 2, step(1, 2e-5)));
    assertThat(finding().what()).isEqualTo("small-updates");
    assertThat(finding().advice()).contains("50 times higher");
  }

  @Test
  void doesNotBlameTheEndOfASchedule() {
    view.apply(epoch(FIRST, 9, step(0.01, 1e-5)));

    assertThat(seen(0).findings()).isEmpty();
  }

  @Test
  @DisplayName("E4: a deviation that falls from layer to layer at the start is called out")
  void callsOutADeviationThatShrinksOrGrowsAtTheStart() {
    view.apply(start(step(1, 1e-3, tanh("layers.1", 0.49, 0), tanh("layers.11", 0.05, 0))));
    assertThat(finding().what()).isEqualTo("shrinking-start");
    assertThat(finding().evidence()).contains("0.49 in layers.1", "0.050 in layers.11");

    view.apply(start(step(1, 1e-3, tanh("layers.1", 0.1, 0), tanh("layers.11", 1.0, 0))));
    assertThat(finding().what()).isEqualTo("growing-start");
  }

  private Finding finding() {
    assertThat(seen(0).findings()).hasSize(1);
    return seen(0).findings().getFirst();
  }

  private TrialObservations seen(int trial) {
    return view.observations(STORY.id(), trial).orElseThrow();
  }

  private static Observation start(ObservedStep step) {
    return new Observation.StartObserved(STORY.id(), 0, FIRST, step, Story.NOON);
  }

  private static Observation epoch(Attempt attempt, int epoch, ObservedStep step) {
    return new Observation.EpochObserved(STORY.id(), 0, attempt, epoch, step, Story.NOON);
  }

  private static ObservedStep healthy() {
    return step(1, 1e-3, relu("features.2", 0.1), relu("features.5", 0.2));
  }

  private static ObservedStep step(
      double rateFactor, double updateRatio, LayerActivations... layers) {
    return new ObservedStep(
        rateFactor,
        2,
        List.of(layers),
        List.of(
            new WeightUpdate("features.0.weight", 1, updateRatio / 4),
            new WeightUpdate("features.3.weight", 1, updateRatio),
            new WeightUpdate("classifier.0.weight", 1, updateRatio * 4)));
  }

  private static LayerActivations relu(String layer, double dead) {
    return new LayerActivations(
        layer, Optional.of("relu"), 0.4, 0.6, Optional.of(dead), Optional.empty());
  }

  private static LayerActivations tanh(String layer, double deviation, double saturated) {
    return new LayerActivations(
        layer, Optional.of("tanh"), 0, deviation, Optional.empty(), Optional.of(saturated));
  }
}
