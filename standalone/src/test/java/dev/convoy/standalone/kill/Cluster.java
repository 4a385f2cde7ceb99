package dev.convoy.standalone.kill;

import dev.convoy.broker.BrokerMain;
import dev.convoy.gateway.GatewayMain;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.spec.ExperimentReader.Format;
import dev.convoy.scheduler.SchedulerMain;
import dev.convoy.standalone.client.GatewayClient;
import dev.convoy.worker.WorkerMain;
import dev.convoy.worker.store.SnapshotStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** One broker, scheduler, worker and gateway, each a process, over one folder. */
final class Cluster implements AutoCloseable {
  /** Short, so that a killed worker's work is soon another's. */
  private static final Duration LOCK = Duration.ofSeconds(3);

  private static final List<String> QUICK_TO_START = List.of("-XX:TieredStopAtLevel=1");
  private static final List<String> COMPUTING =
      List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED");

  private final Map<Victim, Service> services = new EnumMap<>(Victim.class);
  private final Path folder;
  private final int kafkaPort = freePort();
  private final int gatewayPort = freePort();
  private final FactLog facts;

  private Cluster(Path folder) throws IOException {
    this.folder = folder;
    Runtime.getRuntime().addShutdownHook(new Thread(this::endServices)); // none outlives its test
    for (Victim each : Victim.values()) {
      services.put(each, new Service(program(each), folder.resolve(each + ".log")));
      start(each);
    }
    this.facts = FactLog.follow(kafka());
  }

  /** Starts all services and waits until they serve. */
  static Cluster start(Path folder) throws IOException {
    return new Cluster(folder);
  }

  /** Starts a service where it was before, and waits until it serves. */
  void start(Victim victim) throws IOException {
    service(victim).start();
  }

  /** Ends a service; returns once its process has ended. */
  void end(Victim victim, Death death) throws InterruptedException {
    service(victim).end(death);
  }

  private Service service(Victim victim) {
    return Objects.requireNonNull(services.get(victim));
  }

  /** Submits the experiment; each time another one of the same document. */
  ExperimentId submit() {
    return client().submit(Experiment.document(), Format.YAML);
  }

  /** Waits for an experiment's end, and returns all that then stands in Kafka about it. */
  List<Fact> endOf(ExperimentId id) throws InterruptedException, ExecutionException {
    facts.await(id, Fact.ExperimentEnded.class::isInstance);
    return FactLog.all(kafka(), id);
  }

  /** What a client hears of an experiment that has ended. */
  List<Fact> seenThroughTheGateway(ExperimentId id) throws InterruptedException {
    List<Fact> seen = new ArrayList<>();
    client().facts(id).forEach(recorded -> seen.add(recorded.fact()));
    return seen;
  }

  /** The facts as they come. */
  FactLog facts() {
    return facts;
  }

  SnapshotStore snapshots() {
    return new SnapshotStore(folder.resolve("snapshots"));
  }

  /** What the services said last. */
  String lastWords() throws IOException {
    StringBuilder words = new StringBuilder();
    for (Victim each : Victim.values()) {
      words.append("== %s%n%s%n".formatted(each, service(each).lastWords()));
    }
    return words.toString();
  }

  private KafkaSettings kafka() {
    return KafkaSettings.local("127.0.0.1:" + kafkaPort);
  }

  private GatewayClient client() {
    return new GatewayClient(URI.create("http://127.0.0.1:" + gatewayPort));
  }

  private Service.Program program(Victim victim) {
    return switch (victim) {
      case BROKER ->
          new Service.Program(
              BrokerMain.class,
              List.of("-XX:TieredStopAtLevel=1", "-Dlogback.configurationFile=logback-broker.xml"),
              List.of(folder.resolve("kafka").toString(), Integer.toString(kafkaPort)),
              Map.of(),
              "ready ");
      case SCHEDULER -> service(SchedulerMain.class, QUICK_TO_START, Map.of(), "Scheduling as");
      case WORKER ->
          service(
              WorkerMain.class,
              COMPUTING,
              Map.of("CONVOY_THREADS", "1", "CONVOY_SNAPSHOTS", snapshots().root().toString()),
              "takes work");
      case GATEWAY ->
          service(
              GatewayMain.class,
              QUICK_TO_START,
              Map.of("CONVOY_HTTP_PORT", Integer.toString(gatewayPort)),
              "Serving all");
    };
  }

  private Service.Program service(
      Class<?> main, List<String> flags, Map<String, String> environment, String ready) {
    Map<String, String> told = new HashMap<>();
    told.put("CONVOY_KAFKA", kafka().bootstrapServers());
    told.put("CONVOY_LOCK_SECONDS", Long.toString(LOCK.toSeconds()));
    told.put("CONVOY_HTTP_PORT", "0");
    told.putAll(environment);
    List<String> logging = List.of("-Dlogback.configurationFile=logback-service.xml");
    return new Service.Program(
        main, Stream.concat(flags.stream(), logging.stream()).toList(), List.of(), told, ready);
  }

  /** One that was free a moment ago; who starts again has to find the others where they were. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    facts.close();
    endServices();
  }

  private void endServices() {
    services.values().forEach(Service::close);
  }
}
