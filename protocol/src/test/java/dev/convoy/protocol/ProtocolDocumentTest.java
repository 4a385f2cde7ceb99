package dev.convoy.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Message;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/PROTOCOL.md says what the code says. */
class ProtocolDocumentTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static List<String> lines;

  @BeforeAll
  static void read() throws IOException {
    lines = Files.readAllLines(Path.of("..", "docs", "PROTOCOL.md"));
  }

  @Test
  void everyTopicIsListedWithItsPartitionsAndSettings() {
    for (Topic topic : Topic.values()) {
      List<String> cells = row(topic.topicName());
      boolean one = topic.partitions(4) == 1;

      assertThat(cells.get(1)).isEqualTo(one ? "one" : "by experiment");
      assertThat(codes(cells.get(2)))
          .as(topic.topicName())
          .containsExactlyInAnyOrderElementsOf(
              topic.configuration().entrySet().stream().map(Object::toString).toList());
    }
  }

  @Test
  void everyMessageIsListedWithItsFieldsInOrder() {
    messages()
        .forEach(
            message ->
                assertThat(codes(row(message.getSimpleName()).getLast()))
                    .as(message.getSimpleName())
                    .isEqualTo(components(message)));
  }

  @Test
  void everyFieldOfAMessageIsExplained() {
    Set<String> fields =
        messages()
            .flatMap(message -> components(message).stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));

    assertThat(explained("## Fields")).containsExactlyInAnyOrderElementsOf(fields);
  }

  @Test
  void everyRecordWithinAMessageIsExplainedFieldByField() {
    Set<Class<?>> parts = new LinkedHashSet<>();
    messages().forEach(message -> collectParts(message, parts));

    assertThat(parts).isNotEmpty();
    for (Class<?> part : parts) {
      assertThat(explained("### " + part.getSimpleName()))
          .as(part.getSimpleName())
          .isEqualTo(components(part));
    }
  }

  @Test
  void everyKindOfFailureIsNamedByTheWordThatIsWritten() throws NoSuchFieldException {
    List<String> named = codes(row("kind").getLast());

    assertThat(named)
        .containsExactlyElementsOf(
            Stream.of(Failure.Kind.values()).map(Failure.Kind::code).toList());
    for (Failure.Kind kind : Failure.Kind.values()) {
      JsonProperty written =
          Failure.Kind.class.getField(kind.name()).getAnnotation(JsonProperty.class);
      assertThat(kind.code()).isEqualTo(written.value());
    }
  }

  private static Stream<Class<?>> messages() {
    return Stream.of(Message.class.getPermittedSubclasses())
        .flatMap(family -> Stream.of(family.getPermittedSubclasses()));
  }

  /** The message package's own records; those of the spec are the schema's affair. */
  private static void collectParts(Class<?> type, Set<Class<?>> parts) {
    for (RecordComponent component : type.getRecordComponents()) {
      for (Type part : typesIn(component.getGenericType())) {
        boolean ours =
            part instanceof Class<?> record
                && record.isRecord()
                && record.getPackage().equals(Message.class.getPackage());
        boolean isObject = ours && ((Class<?>) part).getRecordComponents().length > 1;
        if (isObject && parts.add((Class<?>) part)) {
          collectParts((Class<?>) part, parts);
        }
      }
    }
  }

  private static List<Type> typesIn(Type type) {
    return type instanceof ParameterizedType generic
        ? List.of(generic.getActualTypeArguments())
        : List.of(type);
  }

  private static List<String> components(Class<?> type) {
    return Stream.of(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  /** The cells of the one row that begins with this name. */
  private static List<String> row(String name) {
    List<String> rows =
        lines.stream().filter(line -> line.startsWith("| `" + name + "` |")).toList();
    assertThat(rows).as(name).hasSize(1);
    return cells(rows.getFirst());
  }

  /** The fields in the table beneath a heading. */
  private static List<String> explained(String heading) {
    assertThat(lines).contains(heading);
    return lines.stream()
        .skip(lines.indexOf(heading) + 1L)
        .takeWhile(line -> !line.startsWith("#"))
        .filter(line -> line.startsWith("| `"))
        .flatMap(line -> codes(cells(line).getFirst()).stream())
        .toList();
  }

  private static List<String> cells(String row) {
    return Stream.of(row.substring(1, row.length() - 1).split("\\|")).map(String::strip).toList();
  }

  private static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
  }
}
