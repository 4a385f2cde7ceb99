package dev.convoy.gateway.http;

import dev.convoy.protocol.spec.ExperimentSchema;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** The documents that say how to talk to the gateway. */
final class Documents {
  private final ApiContract contract;

  Documents(ApiContract contract) {
    this.contract = contract;
  }

  void openApiYaml(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml").end(contract.yaml());
  }

  void openApiJson(RoutingContext context) {
    Replies.ok(context, contract.json());
  }

  void experimentSchema(RoutingContext context) {
    Replies.json(context, 200, "application/schema+json", ExperimentSchema.json());
  }
}
