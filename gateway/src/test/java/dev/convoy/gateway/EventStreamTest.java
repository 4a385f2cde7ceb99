package dev.convoy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.gateway.EventReader.Event;
import dev.convoy.gateway.view.Story;
import dev.convoy.protocol.codec.Json;
import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.message.Fact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EventStreamTest {
  private static final MessageCodec<Fact> CODEC = MessageCodec.of(Fact.class);

  @TempDir private static Path folder;
  private static Mesh mesh;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    mesh = Mesh.start(folder);
    gateway = RunningGateway.start(mesh.kafka());
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    mesh.close();
  }

  @Test
  void replaysThePastThenShowsThePresentAndEndsWithTheExperiment() throws Exception {
    Story story = Story.of("replayed");
    List<Fact> facts = story.whole();
    mesh.write(facts.subList(0, 5));
    gateway.awaitShown("replayed");

    try (EventReader events = EventReader.open(gateway, "replayed", Optional.empty())) {
      assertThat(events.contentType()).isEqualTo("text/event-stream");
      List<Event> seen = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        seen.add(events.next().orElseThrow());
      }
      mesh.write(facts.subList(5, facts.size()));
      seen.addAll(rest(events));

      assertTells(seen, facts);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aClientThatIsCutOffAgainAndAgainLosesAndDoublesNothing(long seed) throws Exception {
    Random random = new Random(seed);
    Story story = Story.of("cut-off-" + seed);
    List<Fact> facts = longStory(story, 150);
    mesh.write(facts.subList(0, 1));
    gateway.awaitShown(story.id().value());
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(() -> writeInPieces(facts, new Random(seed)));

    List<Event> seen = new ArrayList<>();
    boolean over = false;
    while (!over) {
      Optional<Long> last = seen.isEmpty() ? Optional.empty() : Optional.of(seen.getLast().id());
      try (EventReader events = EventReader.open(gateway, story.id().value(), last)) {
        over = events.status() == 204 || readSome(events, 1 + random.nextInt(12), seen);
      }
    }

    writing.join();
    assertTells(seen, facts);
  }

  @Test
  void whoHasSeenTheEndIsToldNotToComeBack() throws Exception {
    mesh.write(Story.of("over").whole());
    gateway.awaitShown("over");
    long last;
    try (EventReader events = EventReader.open(gateway, "over", Optional.empty())) {
      last = rest(events).getLast().id();
    }

    try (EventReader events = EventReader.open(gateway, "over", Optional.of(last))) {
      assertThat(events.status()).isEqualTo(204);
    }
  }

  @Test
  void beatsWhileNothingHappens() throws Exception {
    Story story = Story.of("quiet");
    mesh.write(List.of(story.started()));
    gateway.awaitShown("quiet");

    try (EventReader events = EventReader.open(gateway, "quiet", Optional.empty())) {
      events.next();
      CompletableFuture<Void> later =
          CompletableFuture.runAsync(
              () -> mesh.write(List.of(story.created(0))),
              CompletableFuture.delayedExecutor(
                  RunningGateway.LIMITS.heartbeat().toMillis() * 3, TimeUnit.MILLISECONDS));
      events.next();
      later.join();

      assertThat(events.heartbeats()).isGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void endsItsStreamsWhenTheGatewayCloses() throws Exception {
    mesh.write(List.of(Story.of("unfinished").started()));
    RunningGateway other = RunningGateway.start(mesh.kafka());
    try (EventReader events = EventReader.open(other, "unfinished", Optional.empty())) {
      events.next();

      other.close();

      assertThat(events.next()).isEmpty();
    }
  }

  private static boolean readSome(EventReader events, int most, List<Event> seen) throws Exception {
    for (int i = 0; i < most; i++) {
      Optional<Event> event = events.next();
      if (event.isEmpty()) {
        return true;
      }
      seen.add(event.get());
    }
    return false;
  }

  private static List<Event> rest(EventReader events) throws Exception {
    List<Event> rest = new ArrayList<>();
    readSome(events, Integer.MAX_VALUE, rest);
    return rest;
  }

  /** As a scheduler writes that now and then loses its partition and begins again. */
  private static void writeInPieces(List<Fact> facts, Random random) {
    int next = 1;
    while (next < facts.size()) {
      int end = Math.min(facts.size(), next + 1 + random.nextInt(10));
      if (random.nextInt(4) == 0) {
        mesh.writeAborted(facts.subList(next, end));
      }
      mesh.write(facts.subList(next, end));
      next = end;
    }
  }

  private static List<Fact> longStory(Story story, int epochs) {
    List<Fact> facts = new ArrayList<>(story.whole());
    for (int epoch = 1; epoch <= epochs; epoch++) {
      facts.add(facts.size() - 1, story.epoch(0, epoch, 1.0 / epoch));
    }
    return facts;
  }

  private static void assertTells(List<Event> events, List<Fact> facts) throws Exception {
    assertThat(events).extracting(Event::id).isSorted().doesNotHaveDuplicates();
    assertThat(events)
        .extracting(Event::name)
        .containsExactlyElementsOf(
            facts.stream().map(fact -> fact.getClass().getSimpleName()).toList());
    for (int i = 0; i < facts.size(); i++) {
      assertThat(events.get(i).data()).isEqualTo(Json.MAPPER.readTree(CODEC.encode(facts.get(i))));
    }
  }
}
