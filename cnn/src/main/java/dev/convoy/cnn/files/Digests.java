package dev.convoy.cnn.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of files, in lower-case hexadecimal. */
public final class Digests {

  private static final int CHUNK = 1 << 20;

  private Digests() {}

  /** Digests a whole file. */
  public static String sha256(Path file) throws IOException {
    return digest(file, sha256());
  }

  /** Digests a whole file; publishers of older datasets give MD5 alone. */
  public static String md5(Path file) throws IOException {
    return digest(file, newDigest("MD5"));
  }

  static MessageDigest sha256() {
    return newDigest("SHA-256");
  }

  private static String digest(Path file, MessageDigest digest) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (channel.read(chunk) >= 0) {
        digest.update(chunk.flip());
        chunk.clear();
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has " + algorithm, e);
    }
  }
}
