package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.Samples.AT;
import static dev.convoy.scheduler.Samples.ID;
import static dev.convoy.scheduler.Samples.epoch;
import static dev.convoy.scheduler.Samples.failed;
import static dev.convoy.scheduler.Samples.first;
import static dev.convoy.scheduler.Samples.snapshot;
import static dev.convoy.scheduler.Samples.spec;
import static dev.convoy.scheduler.Samples.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Heir;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.ExperimentSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** I6: a population's generations, as legs. */
class PopulationTest {
  /** Two members of three epochs, of which the worse copies the better after the second. */
  private static final ExperimentSpec PAIR =
      spec(
          """
          {"training": {"epochs": 3, "optimizer": {"learningRate": {"logUniform": [0.001, 0.1]}}},
           "search": {"method": "pbt", "trials": 2, "interval": 2, "quantile": 0.5,
                      "parallel": 2, "seed": 7}}
          """);

  private final Played scheduler = new Played();

  @Test
  @DisplayName("I6: the worse goes on from the better's snapshot with other hyperparameters")
  void theWorseGoesOnAsACopyOfTheBetter() {
    begin();

    Decision decided = secondGeneration();

    Fact.GenerationDecided generation =
        Played.first(decided, Fact.GenerationDecided.class).orElseThrow();
    assertThat(generation.epoch()).isEqualTo(2);
    Heir heir = generation.heirs().getFirst();
    assertThat(List.of(heir.trial(), heir.source())).containsExactly(0, 1);
    assertThat(decided.facts())
        .contains(
            new Fact.LegOrdered(ID, 0, new Leg(1, 0, 2, 3), Optional.of(snapshot(1, 2)), AT),
            new Fact.LegOrdered(ID, 1, new Leg(1, 0, 2, 3), Optional.of(snapshot(1, 2)), AT));
    assertThat(decided.work())
        .filteredOn(work -> ((Work.TrainLeg) work).trial() == 0)
        .singleElement()
        .isInstanceOfSatisfying(
            Work.TrainLeg.class,
            leg -> {
              assertThat(leg.spec()).isEqualTo(PAIR.resolve(heir.hyperparameters()));
              assertThat(leg.kept()).isEqualTo(OptionalInt.of(2));
            });
  }

  @Test
  void aCopyThatFailsBeforeItsFirstEpochBeginsAgainFromItsSource() {
    begin();
    secondGeneration();

    Decision again = scheduler.when(failed(0, new Attempt(1, 0, 1), Failure.Kind.IO));

    assertThat(again.facts())
        .contains(new Fact.LegOrdered(ID, 0, new Leg(1, 1, 2, 3), Optional.of(snapshot(1, 2)), AT));
  }

  @Test
  void nobodyWaitsForAMemberThatEnded() {
    begin();
    scheduler.when(failed(0, first(), Failure.Kind.NON_FINITE_LOSS));
    scheduler.when(epoch(1, first(), 1, 0.6));

    Decision alone = scheduler.when(epoch(1, first(), 2, 0.7));

    assertThat(alone.facts())
        .contains(
            new Fact.GenerationDecided(ID, 2, List.of(), AT),
            new Fact.LegOrdered(ID, 1, new Leg(1, 0, 2, 3), Optional.of(snapshot(1, 2)), AT));
  }

  @Test
  void everyMemberThatComesToItsLastEpochIsComplete() {
    begin();
    secondGeneration();
    scheduler.when(epoch(0, new Attempt(1, 0, 1), 3, 0.8));

    Decision end = scheduler.when(epoch(1, new Attempt(1, 0, 1), 3, 0.7));

    assertThat(end.facts())
        .filteredOn(Fact.TrialEnded.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            Fact.TrialEnded.class,
            ended -> assertThat(ended.status()).isEqualTo(TrialStatus.COMPLETED));
    assertThat(end.facts().getLast()).isInstanceOf(Fact.EnsembleOrdered.class);
  }

  private void begin() {
    scheduler.given(submit(PAIR));
  }

  private Decision secondGeneration() {
    scheduler.when(epoch(0, first(), 1, 0.5));
    scheduler.when(epoch(0, first(), 2, 0.5));
    scheduler.when(epoch(1, first(), 1, 0.6));
    return scheduler.when(epoch(1, first(), 2, 0.7));
  }
}
