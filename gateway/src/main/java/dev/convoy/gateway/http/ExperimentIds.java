package dev.convoy.gateway.http;

import dev.convoy.protocol.message.ExperimentId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Names for new experiments: {@code e} and 80 bits in hexadecimal. From an idempotency key they
 * come by SHA-256, so that every gateway names the same key alike and none has to remember it.
 */
final class ExperimentIds {
  private static final int BYTES = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private ExperimentIds() {}

  static ExperimentId random() {
    byte[] bits = new byte[BYTES];
    RANDOM.nextBytes(bits);
    return name(bits);
  }

  static ExperimentId of(String idempotencyKey) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(idempotencyKey.getBytes(StandardCharsets.UTF_8));
      return name(Arrays.copyOf(digest, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static ExperimentId name(byte[] bits) {
    return new ExperimentId("e" + HexFormat.of().formatHex(bits));
  }
}
