package dev.convoy.standalone.command;

import dev.convoy.standalone.client.GatewayClient;
import java.net.URI;
import picocli.CommandLine.Option;

/** Which gateway a command talks to. */
final class GatewayOption {
  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:CONVOY_URL:-http://localhost:8080}",
      description = "The gateway (default: $CONVOY_URL, else http://localhost:8080).")
  private URI url = URI.create("http://localhost:8080");

  GatewayClient client() {
    return new GatewayClient(url);
  }
}
