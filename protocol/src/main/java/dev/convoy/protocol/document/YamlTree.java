package dev.convoy.protocol.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.Iterator;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Turns YAML into a JSON tree. The library composes the nodes; what they mean is decided here, by
 * the core schema of YAML 1.2, because the library's 1.1 takes {@code 1e-3} for a text and {@code
 * no} for false. One use each.
 */
final class YamlTree {
  /** So many nodes, aliases counted as often as they are used. */
  private static final int MAX_NODES = 20_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private int nodes;

  JsonNode read(String text) throws DocumentSyntaxException {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(Documents.MAX_DEPTH);
    options.setCodePointLimit(Documents.MAX_BYTES);
    try {
      Iterator<Node> documents = new Yaml(options).composeAll(new StringReader(text)).iterator();
      if (!documents.hasNext()) {
        throw new DocumentSyntaxException("is empty");
      }
      JsonNode tree = tree(documents.next(), 0);
      if (documents.hasNext()) {
        throw new DocumentSyntaxException("holds several YAML documents, but one is expected");
      }
      return tree;
    } catch (MarkedYAMLException e) {
      throw new DocumentSyntaxException(
          "is not YAML: " + e.getProblem() + at(e.getProblemMark()), e);
    } catch (YAMLException e) {
      throw new DocumentSyntaxException("is not YAML: " + e.getMessage(), e);
    }
  }

  private JsonNode tree(Node node, int depth) throws DocumentSyntaxException {
    if (++nodes > MAX_NODES) {
      throw new DocumentSyntaxException(
          "has more than %,d values, aliases included".formatted(MAX_NODES));
    }
    if (depth > Documents.MAX_DEPTH) {
      throw new DocumentSyntaxException(
          "is nested deeper than " + Documents.MAX_DEPTH + at(node.getStartMark()));
    }
    return switch (node) {
      case MappingNode mapping -> object(mapping, depth);
      case SequenceNode sequence -> {
        ArrayNode array = NODES.arrayNode();
        for (Node item : sequence.getValue()) {
          array.add(tree(item, depth + 1));
        }
        yield array;
      }
      case ScalarNode scalar -> scalar(scalar);
      default ->
          throw new DocumentSyntaxException(
              "holds something that JSON has not" + at(node.getStartMark()));
    };
  }

  private ObjectNode object(MappingNode mapping, int depth) throws DocumentSyntaxException {
    ObjectNode object = NODES.objectNode();
    for (NodeTuple field : mapping.getValue()) {
      if (!(field.getKeyNode() instanceof ScalarNode key)) {
        throw new DocumentSyntaxException(
            "has a key that is no text" + at(field.getKeyNode().getStartMark()));
      }
      if (object.has(key.getValue())) {
        throw new DocumentSyntaxException(
            "has the key '%s' twice".formatted(key.getValue()) + at(key.getStartMark()));
      }
      object.set(key.getValue(), tree(field.getValueNode(), depth + 1));
    }
    return object;
  }

  private static JsonNode scalar(ScalarNode scalar) throws DocumentSyntaxException {
    String text = scalar.getValue();
    if (text.length() > Documents.MAX_TEXT) {
      throw new DocumentSyntaxException(
          "has a text longer than %,d characters".formatted(Documents.MAX_TEXT)
              + at(scalar.getStartMark()));
    }
    return scalar.isPlain() ? CoreSchema.value(text) : NODES.textNode(text);
  }

  private static String at(Mark mark) {
    return mark == null ? "" : Documents.at(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
