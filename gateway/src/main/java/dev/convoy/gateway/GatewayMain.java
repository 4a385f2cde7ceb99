package dev.convoy.gateway;

import dev.convoy.metrics.Observability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a gateway in a process of its own, told by the environment; SIGTERM ends it gracefully. */
public final class GatewayMain {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayMain.class);

  private GatewayMain() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    GatewayConfig config = GatewayConfig.fromEnvironment(System.getenv());
    Observability observability = Observability.start("gateway");
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> observability.close().await(), "shutdown"));
    GatewayVerticle gateway = new GatewayVerticle(config, observability);
    observability
        .vertx()
        .deployVerticle(gateway)
        .onSuccess(id -> LOG.info("Listening on http://{}:{}", config.host(), gateway.port()))
        .compose(id -> gateway.ready())
        .onSuccess(ready -> LOG.info("Serving all that stood in Kafka"))
        .onFailure(GatewayMain::giveUp);
  }

  private static void giveUp(Throwable cause) {
    LOG.error("The gateway can't start", cause);
    System.exit(1);
  }
}
