package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The JSON Schema (2020-12) of an experiment: the one that validates, and the one to publish. */
public final class ExperimentSchema {
  /** As the file has it, without distributions and shorthands. */
  static final ObjectNode SOURCE = load();

  /** The keyword that says where in the file a schema stands that another takes over. */
  static final String REF = "$ref";

  private static final ObjectNode SCHEMA = SchemaWriter.write(SOURCE);
  private static final JsonSchema VALIDATOR =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(
              SCHEMA, SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());

  private ExperimentSchema() {}

  /** The schema as a document of its own; a copy. */
  public static JsonNode json() {
    return SCHEMA.deepCopy();
  }

  static List<SpecError> validate(JsonNode document) {
    SchemaErrors errors = new SchemaErrors(SCHEMA);
    return VALIDATOR.validate(document).stream().map(errors::error).toList();
  }

  /** What a schema of the source refers to; missing if it is only there in the published one. */
  static JsonNode referred(JsonNode schema) {
    return SOURCE.at(schema.path(REF).asText().substring(1));
  }

  private static ObjectNode load() {
    try (InputStream in = ExperimentSchema.class.getResourceAsStream("experiment.schema.json")) {
      return (ObjectNode) SpecJson.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
