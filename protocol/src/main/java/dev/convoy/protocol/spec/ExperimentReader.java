package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.protocol.document.DocumentSyntaxException;
import dev.convoy.protocol.document.Documents;
import java.util.ArrayList;
import java.util.List;

/** Reads and validates experiments as users write them. */
public final class ExperimentReader {

  /** How a document is written down. */
  public enum Format {
    JSON,
    YAML
  }

  private ExperimentReader() {}

  /**
   * Reads an experiment.
   *
   * @param document in UTF-8
   * @throws InvalidExperimentException with everything that is wrong with it, if anything is
   */
  public static ExperimentSpec read(byte[] document, Format format)
      throws InvalidExperimentException {
    JsonNode tree = parse(document, format);
    List<SpecError> errors = new ArrayList<>();
    JsonNode written = Shorthand.expand(tree, errors);
    JsonNode said = Recipes.fillIn(written);
    JsonNode complete = Defaults.fillIn(said);
    errors.addAll(ExperimentSchema.validate(complete));
    errors.addAll(SpecRules.check(complete));
    errors.addAll(NormRules.check(written, said));
    if (!errors.isEmpty()) {
      throw new InvalidExperimentException(SpecPath.inOrder(complete, errors));
    }
    return ExperimentSpec.of(complete);
  }

  static JsonNode parse(byte[] document, Format format) throws InvalidExperimentException {
    try {
      return switch (format) {
        case JSON -> Documents.json(document);
        case YAML -> Documents.yaml(document);
      };
    } catch (DocumentSyntaxException e) {
      throw new InvalidExperimentException(List.of(new SpecError(SpecError.DOCUMENT, e.problem())));
    }
  }
}
