package dev.convoy.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Message;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every message against its golden form in {@code src/test/resources/golden}. A golden file is what
 * brokers hold: it may gain a field, but what is in it stays readable.
 */
class MessageCodecTest {
  private static final Map<Class<?>, MessageCodec<Message>> CODECS = new HashMap<>();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  static Stream<Message> everyMessage() {
    return Samples.all();
  }

  @Test
  void thereIsASampleOfEveryTypeOfEveryFamilyAndNoNameIsUsedTwice() {
    List<String> types =
        Stream.of(Message.class.getPermittedSubclasses())
            .flatMap(family -> Stream.of(family.getPermittedSubclasses()))
            .map(Class::getSimpleName)
            .toList();

    assertThat(types).doesNotHaveDuplicates();
    assertThat(everyMessage().map(message -> message.getClass().getSimpleName()))
        .containsExactlyInAnyOrderElementsOf(types);
  }

  @ParameterizedTest
  @MethodSource("everyMessage")
  void everyMessageIsWrittenAsItsGoldenFileSays(Message message) throws IOException {
    byte[] encoded = codec(message).encode(message);

    assertThat(Json.MAPPER.readTree(encoded))
        .as("golden/%s.json", name(message))
        .isEqualTo(Json.MAPPER.readTree(golden(message)));
    assertThat(new String(encoded, StandardCharsets.UTF_8))
        .startsWith("{\"type\":\"%s\",\"version\":1,".formatted(name(message)));
  }

  @ParameterizedTest
  @MethodSource("everyMessage")
  void everyGoldenFileReadsAsItsMessage(Message message) throws Exception {
    assertThat(codec(message).decode(golden(message))).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("everyMessage")
  void fieldsOfALaterVersionAreIgnored(Message message) throws Exception {
    ObjectNode later = (ObjectNode) Json.MAPPER.readTree(golden(message));
    later.put("version", 2).putObject("novelty").put("depth", 1);
    later.forEach(
        field -> {
          if (field instanceof ObjectNode inner && inner.has("leg")) {
            inner.put("novelty", true);
          }
        });

    assertThat(codec(message).decode(Json.MAPPER.writeValueAsBytes(later))).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("everyMessage")
  void aMessageWithoutOneOfItsFieldsIsMalformedUnlessTheFieldMayBeEmpty(Message message)
      throws Exception {
    ObjectNode golden = (ObjectNode) Json.MAPPER.readTree(golden(message));
    for (RecordComponent component : message.getClass().getRecordComponents()) {
      ObjectNode less = golden.deepCopy();
      less.remove(component.getName());
      byte[] bytes = Json.MAPPER.writeValueAsBytes(less);

      if (Set.of(Optional.class, OptionalInt.class).contains(component.getType())) {
        assertThat(codec(message).decode(bytes)).isNotNull();
      } else {
        assertThatThrownBy(() -> codec(message).decode(bytes))
            .as(component.getName())
            .isInstanceOf(MalformedMessageException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "3",
        "[]",
        "{}",
        "{\"type\":null}",
        "{\"type\":\"Nothing\"}",
        "\u0000\u0001",
        "{\"type\":\"StopTrial\",\"experimentId\":\"a\",\"trial\":1}",
        "{\"type\":\"ExperimentEnded\",\"experimentId\":\"NOT AN ID\"}"
      })
  void whatIsNoMessageOfTheFamilyIsMalformed(String text) {
    MessageCodec<Fact> facts = MessageCodec.of(Fact.class);

    assertThatThrownBy(() -> facts.decode(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageStartingWith("Not a Fact: ");
  }

  @ParameterizedTest
  @MethodSource("everyMessage")
  void damagedBytesAreReadOrMalformedButNothingElse(Message message) throws IOException {
    byte[] golden = golden(message);
    for (int seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] damaged = golden.clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        damaged[random.nextInt(damaged.length)] =
            random.nextBoolean()
                ? golden[random.nextInt(golden.length)]
                : (byte) random.nextInt(256);
      }
      readOrMalformed(message, damaged, seed);
    }
  }

  /** Those of old had one snapshot of a trial at most, and no epochs. */
  @Test
  void aScoreOfSeveralSnapshotsOfATrialSaysOfWhichEpochs() throws Exception {
    Fact.EnsembleScored scored = Samples.snapshotsScored();
    byte[] golden = golden(scored, "EnsembleScored-epochs");

    assertThat(codec(scored).decode(golden)).isEqualTo(scored);
    assertThat(Json.MAPPER.readTree(codec(scored).encode(scored)))
        .isEqualTo(Json.MAPPER.readTree(golden));
  }

  @Test
  void aLossThatIsNoNumberSurvives() throws MalformedMessageException {
    MessageCodec<Report> reports = MessageCodec.of(Report.class);

    assertThat(reports.decode(reports.encode(Samples.diverged()))).isEqualTo(Samples.diverged());
  }

  @Test
  @Tag("slow")
  void aCoreWritesAndReadsMoreThanAHundredThousandReportsASecond()
      throws MalformedMessageException {
    MessageCodec<Report> reports = MessageCodec.of(Report.class);
    int messages = 200_000;
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      Report report = Samples.epochCompleted();
      for (int i = 0; i < messages; i++) {
        report = reports.decode(reports.encode(report));
      }
      best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
      assertThat(report).isEqualTo(Samples.epochCompleted());
    }

    assertThat(messages / (best / 1e9)).as("reports a second").isGreaterThan(100_000);
  }

  private static void readOrMalformed(Message message, byte[] bytes, int seed) {
    try {
      codec(message).decode(bytes);
    } catch (MalformedMessageException expected) {
      assertThat(expected).hasMessageStartingWith("Not a ");
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed " + seed + " of " + name(message), e);
    }
  }

  @SuppressWarnings("unchecked")
  private static MessageCodec<Message> codec(Message message) {
    Class<?> family = message.getClass().getInterfaces()[0];
    return CODECS.computeIfAbsent(family, any -> MessageCodec.of((Class<Message>) family));
  }

  private static String name(Message message) {
    return message.getClass().getSimpleName();
  }

  private static byte[] golden(Message message) throws IOException {
    return golden(message, name(message));
  }

  private static byte[] golden(Message message, String name) throws IOException {
    String file = "/golden/" + name + ".json";
    try (InputStream in = MessageCodecTest.class.getResourceAsStream(file)) {
      JsonNode now = Json.MAPPER.readTree(codec(message).encode(message));
      assertThat(in).as("%s is missing; it would be%n%s", file, now.toPrettyString()).isNotNull();
      return in.readAllBytes();
    }
  }
}
