package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a place in a document is written: {@code training.optimizer.learningRate}. */
final class SpecPath {

  private SpecPath() {}

  /** The path of an element, {@link SpecError#DOCUMENT} of none. */
  static String of(List<String> elements) {
    return elements.isEmpty()
        ? SpecError.DOCUMENT
        : String.join(".", elements.stream().map(Words::shortened).toList());
  }

  static String join(String path, String name) {
    String element = Words.shortened(name);
    return path.equals(SpecError.DOCUMENT) || path.isEmpty() ? element : path + "." + element;
  }

  /** Sorts errors as a reader of the document comes upon them; what is missing comes last. */
  static List<SpecError> inOrder(JsonNode document, List<SpecError> errors) {
    Map<String, Integer> places = new HashMap<>();
    places.put(SpecError.DOCUMENT, -1);
    number("", document, places);
    return errors.stream()
        .distinct()
        .sorted(
            Comparator.comparingInt(error -> places.getOrDefault(error.path(), Integer.MAX_VALUE)))
        .toList();
  }

  private static void number(String path, JsonNode node, Map<String, Integer> places) {
    places.putIfAbsent(path, places.size());
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      number(join(path, field.getKey()), field.getValue(), places);
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        number(join(path, Integer.toString(i)), node.get(i), places);
      }
    }
  }
}
