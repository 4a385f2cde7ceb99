package dev.convoy.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart lints, renders, and renders what Kubernetes and the services take. */
class ChartTest {
  private static final Path CHART = Path.of("convoy");
  private static final Path REPOSITORY = Path.of("..");

  private static final String USUAL = "{}";
  private static final String EVERYTHING =
      """
      image: {repository: registry.example.org/convoy, tag: v1}
      imagePullSecrets: [{name: pull}]
      kafka:
        bootstrapServers: one:9092,two:9092
        client: {security.protocol: SASL_SSL}
        existingSecret: kafka-login
      data: {existingClaim: datasets}
      serviceAccount: {name: robot, annotations: {a: b}}
      gateway:
        ingress: {enabled: true, className: nginx, host: c.example.org, tlsSecret: tls}
        nodeSelector: {disk: ssd}
      workers:
        gpu: {replicas: 2, image: {repository: convoy-cuda}}
        spot: {replicas: 3, resources: {limits: {memory: 1Gi}}, jvmOptions: -Xmx256m}
      """;

  @TempDir private Path folder;

  @Test
  void lintsStrictly() {
    LintResult lint = new Helm(CHART).lint().strict().call();

    assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {USUAL, EVERYTHING})
  void rendersWhatKubernetesTakes(String values) throws IOException {
    List<Manifest> manifests = render(values);

    assertThat(manifests).extracting(Manifest::kind).contains("Deployment", "StatefulSet");
    for (Manifest manifest : manifests) {
      assertThatCode(manifest::requireValid)
          .as("%s %s", manifest.kind(), manifest.name())
          .doesNotThrowAnyException();
    }
  }

  @Test
  void theCheckOfManifestsRefusesWrongNamesAndWrongTypes() {
    for (String spec : List.of("{selektor: {}}", "{ports: [{port: http}]}", "{ports: [{}]}")) {
      String service = "{apiVersion: v1, kind: Service, metadata: {name: x}, spec: " + spec + "}";
      Manifest manifest = Manifest.parse(service).getFirst();
      assertThatThrownBy(manifest::requireValid).as(spec).isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void rendersEveryServiceAndEveryPool() throws IOException {
    assertThat(render(USUAL).stream().filter(Manifest::hasPods))
        .extracting(Manifest::name)
        .containsExactlyInAnyOrder(
            "r-gateway", "r-scheduler", "r-exporter", "r-worker-cpu", "r-worker-gpu");
    assertThat(render(EVERYTHING).stream().filter(Manifest::hasPods))
        .extracting(Manifest::name)
        .contains("r-worker-spot");
  }

  @ParameterizedTest
  @ValueSource(strings = {USUAL, EVERYTHING})
  void noPodHasMoreRightsThanItNeeds(String values) throws IOException {
    for (Manifest workload : workloads(values)) {
      JsonObject pod = workload.pod().getAsJsonObject("securityContext");
      JsonObject container = workload.container().getAsJsonObject("securityContext");

      assertThat(pod.get("runAsNonRoot").getAsBoolean()).isTrue();
      assertThat(pod.get("runAsUser").getAsInt()).isPositive();
      assertThat(workload.pod().get("automountServiceAccountToken").getAsBoolean()).isFalse();
      assertThat(container)
          .isEqualTo(
              JsonParser.parseString(
                  """
                  {"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true,
                   "capabilities": {"drop": ["ALL"]}}
                  """));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {USUAL, EVERYTHING})
  void everyPodIsProbedHasItsShareAndLeavesOneAtATime(String values) throws IOException {
    List<Manifest> manifests = render(values);
    for (Manifest workload : workloads(values)) {
      JsonObject container = workload.container();

      assertThat(path(container, "livenessProbe")).isEqualTo("/health/live");
      assertThat(path(container, "readinessProbe")).isEqualTo("/health/ready");
      assertThat(container.getAsJsonObject("resources").getAsJsonObject("limits").has("memory"))
          .isTrue();
      assertThat(workload.at("spec", "template", "metadata", "labels").entrySet())
          .containsAll(workload.at("spec", "selector", "matchLabels").entrySet());
      assertThat(manifests)
          .filteredOn(manifest -> manifest.kind().equals("PodDisruptionBudget"))
          .extracting(budget -> budget.at("spec", "selector"))
          .contains(workload.at("spec", "selector"));
    }
  }

  @Test
  void servicesFindTheirPods() throws IOException {
    List<Manifest> manifests = render(EVERYTHING);

    assertThat(manifests)
        .filteredOn(manifest -> manifest.kind().equals("Service"))
        .hasSize(2)
        .allSatisfy(
            service ->
                assertThat(manifests)
                    .filteredOn(Manifest::hasPods)
                    .extracting(workload -> workload.at("spec", "selector", "matchLabels"))
                    .contains(service.at("spec", "selector")));
  }

  /** The services' code is asked, so that neither side can rename alone. */
  @ParameterizedTest
  @CsvSource({
    "r-gateway, gateway",
    "r-scheduler, scheduler",
    "r-exporter, metrics",
    "r-worker-cpu, gpu-worker",
    "r-worker-gpu, gpu-worker"
  })
  void everyPodRunsAClassThatExistsWithVariablesThatItReads(String name, String module)
      throws IOException {
    Manifest workload =
        workloads("{data: {existingClaim: datasets}}").stream()
            .filter(some -> some.name().equals(name))
            .findFirst()
            .orElseThrow();
    String mainClass = workload.container().getAsJsonArray("command").get(3).getAsString();
    String read = sources(module) + sources("protocol") + sources("metrics") + sources("cnn");

    assertThat(
            REPOSITORY.resolve(module + "/src/main/java/" + mainClass.replace('.', '/') + ".java"))
        .exists();
    assertThat(workload.variables().map(variable -> variable.get("name").getAsString()))
        .contains("CONVOY_KAFKA", "CONVOY_HTTP_PORT")
        .filteredOn(variable -> variable.startsWith("CONVOY_"))
        .allSatisfy(variable -> assertThat(read).contains("\"" + variable + "\""));
  }

  @Test
  void kafkaIsByReference() throws IOException {
    for (Manifest workload : workloads(EVERYTHING)) {
      assertThat(workload.variable("CONVOY_KAFKA")).contains("one:9092,two:9092");
      assertThat(workload.variable("CONVOY_KAFKA_CLIENT_SECURITY_PROTOCOL")).contains("SASL_SSL");
      assertThat(workload.container().getAsJsonArray("envFrom"))
          .hasToString("[{\"secretRef\":{\"name\":\"kafka-login\"}}]");
    }
  }

  @Test
  void workersShareSnapshotsAndOnlyReadData() throws IOException {
    Manifest worker = pool("r-worker-gpu");

    assertThat(worker.variable("CONVOY_SNAPSHOTS")).contains("/snapshots");
    assertThat(worker.variable("CONVOY_DATA")).contains("/data");
    assertThat(worker.container().get("volumeMounts").toString())
        .contains("{\"name\":\"data\",\"mountPath\":\"/data\",\"readOnly\":true}");
    assertThat(worker.pod().get("volumes").toString())
        .contains("{\"claimName\":\"convoy-snapshots\"}", "\"claimName\":\"datasets\"");
  }

  @Test
  void aPoolMayHaveItsOwnImageAndDevices() throws IOException {
    Manifest gpu = pool("r-worker-gpu");

    assertThat(gpu.container().get("image").getAsString()).isEqualTo("convoy-cuda:v1");
    assertThat(gpu.container().getAsJsonObject("resources").getAsJsonObject("limits").toString())
        .contains("\"nvidia.com/gpu\":1");
    assertThat(pool("r-worker-spot").container().get("image").getAsString())
        .isEqualTo("registry.example.org/convoy:v1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {gatway: {}}                               | gatway
          {gateway: {replica: 2}}                    | replica
          {gateway: {replicas: -1}}                  | replicas
          {kafka: {bootstrapServers: nowhere}}       | bootstrapServers
          {kafka: {partitions: 0}}                   | partitions
          {snapshots: {existingClaim: ''}}           | existingClaim
          {image: {pullPolicy: Sometimes}}           | pullPolicy
          {workers: {CPU: {replicas: 1}}}            | CPU
          {workers: {cpu: {replicas: two}}}          | replicas
          """)
  void refusesValuesThatMeanNothingAndNamesThem(String values, String named) {
    assertThatThrownBy(() -> render(values)).hasMessageContaining(named);
  }

  private static String path(JsonObject container, String probe) {
    return container.getAsJsonObject(probe).getAsJsonObject("httpGet").get("path").getAsString();
  }

  private Manifest pool(String name) throws IOException {
    return workloads(EVERYTHING).stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<Manifest> workloads(String values) throws IOException {
    return render(values).stream().filter(Manifest::hasPods).toList();
  }

  private List<Manifest> render(String values) throws IOException {
    Path file = Files.writeString(folder.resolve("values.yaml"), values);
    return Manifest.parse(
        new Helm(CHART)
            .template()
            .withName("r")
            .withKubeVersion("1.31.0")
            .withValuesFile(file)
            .call());
  }

  private static String sources(String module) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(REPOSITORY.resolve(module + "/src/main/java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }
}
