package dev.convoy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.gateway.view.Story;
import dev.convoy.protocol.codec.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a client sends, the fault is said to be the client's, and nothing reaches Kafka. */
class MalformedRequestsTest {
  private static final int REQUESTS = 600;
  private static final String ROOT = "/api/v1/experiments";
  private static final String VALID =
      """
      {"name": "n", "search": {"method": "random", "trials": 3, "parallel": 1, "seed": 7},
       "training": {"epochs": 2, "optimizer": {"learningRate": {"logUniform": [0.001, 0.3]}}}}\
      """;
  private static final List<String> WRONG_VALUES =
      List.of(
          "null", "-1", "\"x\"", "1e400", "\"\"", "[]", "true", "\"\\u0000\"", "{\"uniform\":[]}");

  @TempDir private static Path folder;
  private static Mesh mesh;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    mesh = Mesh.start(folder);
    mesh.write(Story.of("known").whole());
    gateway = RunningGateway.start(mesh.kafka());
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    mesh.close();
  }

  @Test
  void areAnsweredWithA4xxProblem() throws Exception {
    for (long seed = 0; seed < REQUESTS; seed++) {
      RawHttp.Request request = malformed(new Random(seed));

      RawHttp.Response response = RawHttp.send(gateway.port(), request);

      assertThat(response.status()).as("seed %d: %s", seed, request).isBetween(400, 499);
      assertThat(response.head())
          .as("seed %d: %s", seed, request)
          .containsIgnoringCase("content-type: application/problem+json");
      JsonNode problem = Json.MAPPER.readTree(response.body());
      assertThat(problem.path("status").asInt()).isEqualTo(response.status());
      assertThat(problem.path("detail").asText()).isNotBlank();
    }

    assertThat(mesh.requests()).isEmpty();
    assertThat(gateway.get(ROOT + "/known").statusCode()).isEqualTo(200);
  }

  private static RawHttp.Request malformed(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> document(random, random.nextBoolean(), randomBytes(random));
      case 1 -> document(random, random.nextBoolean(), truncated(random));
      case 2 -> document(random, random.nextBoolean(), withWrongValue(random));
      case 3 -> document(random, random.nextBoolean(), nested(random));
      case 4 -> document(random, true, aliases(random));
      case 5 -> wrongMediaType(random);
      case 6 -> RawHttp.Request.of(pick(random, "PUT", "DELETE", "BREW", "PATCH"), target(random));
      case 7 -> badParameter(random);
      default -> notHttp(random);
    };
  }

  private static RawHttp.Request document(Random random, boolean yaml, byte[] body) {
    RawHttp.Request post =
        RawHttp.Request.of("POST", ROOT)
            .header("Content-Type", yaml ? "application/yaml" : "application/json")
            .body(body);
    return random.nextInt(5) == 0 ? post.header("Idempotency-Key", "k" + random.nextInt(3)) : post;
  }

  private static byte[] randomBytes(Random random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] truncated(Random random) {
    return utf8(VALID.substring(0, random.nextInt(VALID.length())));
  }

  private static byte[] withWrongValue(Random random) {
    String field =
        pick(
            random,
            "\"method\": \"random\"",
            "\"trials\": 3",
            "\"parallel\": 1",
            "\"epochs\": 2",
            "\"learningRate\": {\"logUniform\": [0.001, 0.3]}");
    String name = field.substring(0, field.indexOf(':') + 1);
    String wrong = WRONG_VALUES.get(random.nextInt(WRONG_VALUES.size()));
    return utf8(VALID.replace(field, name + wrong));
  }

  private static byte[] nested(Random random) {
    int depth = 1 + random.nextInt(100_000);
    String open = pick(random, "[", "{\"name\":", "{\"search\":{\"name\":[");
    return utf8(open.repeat(depth).substring(0, Math.min(depth, 900_000)));
  }

  /** Each line doubles what the line before stands for. */
  private static byte[] aliases(Random random) {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x]\n");
    int lines = 5 + random.nextInt(60);
    for (int i = 1; i < lines; i++) {
      yaml.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    return utf8(yaml.toString());
  }

  private static RawHttp.Request wrongMediaType(Random random) {
    String type =
        pick(
            random,
            "text/plain",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            ";;;",
            "application/json/yaml");
    return RawHttp.Request.of("POST", ROOT).header("Content-Type", type).body(utf8(VALID));
  }

  private static String target(Random random) {
    return pick(random, ROOT, ROOT + "/known", ROOT + "/known/trials", ROOT + "/known/events");
  }

  private static RawHttp.Request badParameter(Random random) {
    String number =
        pick(random, "-1", "0", "x", "1e99", "99999999999999999999", "%00", "1,2", "%zz");
    return switch (random.nextInt(6)) {
      case 0 -> RawHttp.Request.of("GET", ROOT + "?limit=" + number);
      case 1 -> RawHttp.Request.of("GET", ROOT + "?after=" + number);
      case 2 -> RawHttp.Request.of("GET", ROOT + "/known/trials/7" + number);
      case 3 -> RawHttp.Request.of("GET", ROOT + "/" + number + pick(random, "", "/events"));
      case 4 ->
          RawHttp.Request.of("GET", ROOT + "/known/events")
              .header("Last-Event-ID", pick(random, "-1", "x", "1e99", "99999999999999999999"));
      default ->
          RawHttp.Request.of("POST", ROOT)
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", "k".repeat(256 + random.nextInt(100)))
              .body(utf8(VALID));
    };
  }

  private static RawHttp.Request notHttp(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> RawHttp.Request.of("GET", ROOT + "?limit=" + "9".repeat(8000));
      case 1 -> RawHttp.Request.of("GET", ROOT).header("X-Large", "x".repeat(20_000));
      case 2 -> RawHttp.Request.of("GET", ROOT).header("Bad\u0001Name", "x");
      default ->
          RawHttp.Request.of("POST", ROOT)
              .header("Content-Type", "application/json")
              .header("Content-Length", pick(random, "-1", "x", "1048577"));
    };
  }

  private static String pick(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
