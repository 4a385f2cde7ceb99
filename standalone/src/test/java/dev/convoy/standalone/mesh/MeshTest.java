package dev.convoy.standalone.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.gateway.view.Ensemble;
import dev.convoy.gateway.view.RecipeStep;
import dev.convoy.gateway.view.TrialSummary;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.ExperimentReader.Format;
import dev.convoy.standalone.client.GatewayClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
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

  private static String scrape(URI gateway) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(gateway.resolve("/metrics")).build(), BodyHandlers.ofString())
          .body();
    }
  }
}
