package dev.convoy.standalone.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.gateway.view.Ensemble;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeshTest {
  @TempDir private Path folder;

  @Test
  void takesAnExperimentFromItsDocumentToItsEnsemble() throws Exception {
    try (Mesh mesh = Mesh.start(DataFolder.kept(folder), 0)) {
      GatewayClient client = new GatewayClient(mesh.gateway());

      ExperimentId id = client.submit(Experiments.small(2, 2), Format.YAML);
      List<Fact> facts = new ArrayList<>();
      client.facts(id).forEach(recorded -> facts.add(recorded.fact()));

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

  private static String scrape(URI gateway) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(gateway.resolve("/metrics")).build(), BodyHandlers.ofString())
          .body();
    }
  }
}
