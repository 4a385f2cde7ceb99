package dev.convoy.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The API's contract, {@code openapi.yaml}: what is published, and what routes. */
final class ApiContract {
  private final Buffer yaml;
  private final JsonNode document;

  private ApiContract(Buffer yaml, JsonNode document) {
    this.yaml = yaml;
    this.document = document;
  }

  /** Reads the contract from the class path. */
  static ApiContract load() {
    try (InputStream in = ApiContract.class.getResourceAsStream("openapi.yaml")) {
      byte[] bytes = in.readAllBytes();
      return new ApiContract(Buffer.buffer(bytes), new YAMLMapper().readTree(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Buffer yaml() {
    return yaml;
  }

  JsonNode json() {
    return document;
  }

  /**
   * The contract for the router: operations and parameters. Bodies are left out, for Vert.x OpenAPI
   * refuses a contract with YAML or event streams in it; the experiment's document is validated by
   * its own schema.
   */
  Future<OpenAPIContract> forRouting(Vertx vertx) {
    JsonNode routes = document.deepCopy();
    removeBodies(routes);
    return OpenAPIContract.from(vertx, new JsonObject(routes.toString()));
  }

  private static void removeBodies(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("requestBody", "content"));
    }
    if (node instanceof ObjectNode || node instanceof ArrayNode) {
      node.forEach(ApiContract::removeBodies);
    }
  }
}
