package dev.convoy.standalone.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.gateway.view.Ensemble;
import dev.convoy.gateway.view.RecipeStep;
import dev.convoy.gateway.view.TrialObservations;
import dev.convoy.gateway.view.TrialSummary;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Finding;
import dev.convoy.protocol.message.LayerActivations;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.ExperimentReader.Format;
import dev.convoy.standalone.client.GatewayClient;
import dev.convoy.standalone.terminal.NetworkReport;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeshTest {
  @TempDir private Path folder;

  @Test
  void takesAnExperimentFromItsDocumentToItsEnsemble() throws Exception {
    try (Mesh mesh = Mesh.start(DataFolder.kept(folder), 0)) {
      GatewayClient client = new GatewayClient(mesh.gateway());

      ExperimentId id = client.submit(Experiments.small(2, 2), Format.YAML);
      List<Fact> facts = facts(client, id);

      assertThat(facts.getLast())
          .isInstanceOfSatisfying(
              Fact.ExperimentEnded.class,
              end -> assertThat(end.status()).isEqualTo(ExperimentStatus.COMPLETED));
      assertThat(client.trials(id))
          .extracting(TrialSummary::status)
          .containsExactly(TrialStatus.COMPLETED, TrialStatus.COMPLETED);
      Ensemble ensemble = GatewayClient.ensemble(client.show(id)).orElseThrow();
      assertThat(ensemble.members()).hasSize(2);
      assertThat(ensemble.testAccuracy().orElseThrow()).isBetween(0.3, 1.0);
      assertThat(scrape(mesh.gateway())).contains("convoy_experiment_info").contains("jvm_memory");
    }
  }

  @Test
  @DisplayName("J3, C7, E4: from a document to what the gateway says of its trial's network")
  void showsTheNetworkOfATrialFromWithin() throws Exception {
    try (Mesh mesh = Mesh.start(DataFolder.kept(folder), 0)) {
      GatewayClient client = new GatewayClient(mesh.gateway());

      ExperimentId id = client.submit(Experiments.tanh(), Format.YAML);
      facts(client, id);

      TrialObservations seen = GatewayClient.observed(client.observations(id, 0));
      assertThat(seen.start().orElseThrow().epoch()).isZero();
      assertThat(seen.latest().orElseThrow().epoch()).isEqualTo(2);
      assertThat(seen.latest().orElseThrow().step().layers())
          .allSatisfy(layer -> assertThat(layer.activation()).hasValue("tanh"))
          .allSatisfy(layer -> assertThat(layer.saturated()).isPresent());
      assertThat(seen.start().orElseThrow().step().layers())
          .as("E4: with too small weights the deviation falls from layer to layer")
          .extracting(LayerActivations::deviation)
          .isSortedAccordingTo(Comparator.reverseOrder());
      assertThat(seen.findings()).extracting(Finding::what).contains("shrinking-start");
      assertThat(client.trials(id).getFirst().observed().orElseThrow().findings())
          .isEqualTo(seen.findings());
      assertThat(NetworkReport.of(seen)).anyMatch(line -> line.startsWith("shrinking-start: "));
      assertThat(scrapeUntil(mesh.gateway(), "convoy_trial_median_update_ratio{"))
          .contains("convoy_trial_gradient_norm{", "convoy_trial_saturated_values{");
    }
  }

  @Test
  @DisplayName("I4: the whole recipe, from the initial loss to the curves")
  void takesARecipeThroughItsSixSteps() throws Exception {
    try (Mesh mesh = Mesh.start(DataFolder.kept(folder), 0)) {
      GatewayClient client = new GatewayClient(mesh.gateway());

      ExperimentId id = client.submit(Experiments.recipe("{architecture: vgg-tiny}"), Format.YAML);
      List<Fact> facts = facts(client, id);

      assertThat(GatewayClient.recipe(client.show(id)))
          .as(facts.toString())
          .extracting(RecipeStep::status)
          .containsOnly(RecipeStep.Status.PASSED)
          .hasSize(6);
      Fact.RateNarrowed range = only(facts, Fact.RateNarrowed.class);
      double low = range.range().low().number().orElseThrow();
      double high = range.range().high().number().orElseThrow();
      assertThat(facts)
          .filteredOn(Fact.TrialCreated.class::isInstance)
          .hasSize(3)
          .allSatisfy(
              fact -> assertThat(rate((Fact.TrialCreated) fact)).isBetween(low / 8, high * 8));
    }
  }

  @Test
  @DisplayName("I4, H2: a recipe whose network can't learn ends before its first trial")
  void endsARecipeAtAFailedGate() throws Exception {
    try (Mesh mesh = Mesh.start(DataFolder.kept(folder), 0)) {
      GatewayClient client = new GatewayClient(mesh.gateway());

      ExperimentId id =
          client.submit(
              Experiments.recipe("{architecture: lenet, initializer: small(5.0)}"), Format.YAML);
      List<Fact> facts = facts(client, id);

      Fact.ExperimentEnded end = only(facts, Fact.ExperimentEnded.class);
      assertThat(end.status()).isEqualTo(ExperimentStatus.FAILED);
      assertThat(end.reason().code()).isEqualTo("initial-loss");
      assertThat(end.reason().detail()).contains("ln(classes) is 2.303", "initialize");
      assertThat(facts).noneMatch(Fact.TrialCreated.class::isInstance);
      assertThat(GatewayClient.recipe(client.show(id)))
          .extracting(RecipeStep::status)
          .startsWith(RecipeStep.Status.FAILED, RecipeStep.Status.SKIPPED);
    }
  }

  private static double rate(Fact.TrialCreated created) {
    return created.hyperparameters().values().values().iterator().next().number().orElseThrow();
  }

  private static List<Fact> facts(GatewayClient client, ExperimentId id) throws Exception {
    List<Fact> facts = new ArrayList<>();
    client.facts(id).forEach(recorded -> facts.add(recorded.fact()));
    return facts;
  }

  private static <F extends Fact> F only(List<Fact> facts, Class<F> type) {
    List<F> found = facts.stream().filter(type::isInstance).map(type::cast).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  /** The exporter reads for itself, and may be a little behind the gateway. */
  private static String scrapeUntil(URI gateway, String expected) throws Exception {
    String scraped = scrape(gateway);
    for (int tries = 0; tries < 1000 && !scraped.contains(expected); tries++) {
      scraped = scrape(gateway);
    }
    return scraped;
  }

  private static String scrape(URI gateway) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(gateway.resolve("/metrics")).build(), BodyHandlers.ofString())
          .body();
    }
  }
}
