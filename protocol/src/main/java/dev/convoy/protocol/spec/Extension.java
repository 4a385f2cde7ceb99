package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a running experiment is to have more of: that part of its document, with new totals and
 * wider ranges in it, such as {@code {search: {trials: 40}}}. Because it says how much there is to
 * be, not how much is to be added, saying it twice changes nothing.
 *
 * @param changes laid over the document
 */
public record Extension(@JsonValue JsonNode changes) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Extension {
    changes = changes.deepCopy();
  }

  /**
   * Reads an extension.
   *
   * @param document in UTF-8
   * @throws InvalidExperimentException if it is none that can be read
   */
  public static Extension read(byte[] document, ExperimentReader.Format format)
      throws InvalidExperimentException {
    return new Extension(ExperimentReader.parse(document, format));
  }

  /**
   * The experiment with what it has more of; the same if it has all of it already.
   *
   * @throws InvalidExperimentException with everything that can't be changed so while it runs
   */
  public ExperimentSpec applyTo(ExperimentSpec spec) throws InvalidExperimentException {
    JsonNode extended = merged(spec.document(), changes);
    List<SpecError> errors = new ArrayList<>(ExperimentSchema.validate(extended));
    errors.addAll(SpecRules.check(extended));
    if (errors.isEmpty()) {
      errors.addAll(ExtensionRules.check(spec, changes));
    }
    if (!errors.isEmpty()) {
      throw new InvalidExperimentException(SpecPath.inOrder(changes, errors));
    }
    return ExperimentSpec.of(extended);
  }

  private static JsonNode merged(JsonNode present, JsonNode change) {
    if (!(present instanceof ObjectNode object)
        || !change.isObject()
        || Distributions.isDistribution(present)) {
      return change;
    }
    ObjectNode merged = object.deepCopy();
    for (Map.Entry<String, JsonNode> field : change.properties()) {
      merged.set(field.getKey(), merged(object.path(field.getKey()), field.getValue()));
    }
    return merged;
  }
}
