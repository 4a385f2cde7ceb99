package dev.convoy.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** HTTP as bytes, for what no proper client would send. */
final class RawHttp {
  private static final int PATIENCE_MILLIS = 20_000;

  private RawHttp() {}

  /**
   * A request.
   *
   * @param head up to, but without, the empty line
   * @param body each character is a byte
   */
  record Request(String head, String body) {
    static Request of(String method, String target) {
      return new Request(
          "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n".formatted(method, target),
          "");
    }

    Request header(String name, String value) {
      return new Request(head + name + ": " + value + "\r\n", body);
    }

    Request body(byte[] content) {
      return new Request(
          head + "Content-Length: " + content.length + "\r\n",
          new String(content, StandardCharsets.ISO_8859_1));
    }

    @Override
    public String toString() {
      return shortened(head) + "\r\n" + shortened(body);
    }

    private static String shortened(String text) {
      return text.substring(0, Math.min(500, text.length()));
    }
  }

  record Response(int status, String head, String body) {}

  /** Sends and reads until the server closes. */
  static Response send(int port, Request request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      write(socket.getOutputStream(), request);
      String answer = read(socket);
      String[] parts = answer.split("\r\n\r\n", 2);
      return new Response(Integer.parseInt(parts[0].split(" ", 3)[1]), parts[0], parts[1]);
    } catch (IOException e) {
      throw new IOException("No answer to " + request, e);
    }
  }

  private static void write(OutputStream out, Request request) throws IOException {
    String whole = request.head() + "\r\n" + request.body();
    out.write(whole.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A server that refuses a request unread resets the connection once it has answered. */
  private static String read(Socket socket) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(answer);
    } catch (SocketException e) {
      if (answer.size() == 0) {
        throw e;
      }
    }
    return answer.toString(StandardCharsets.UTF_8);
  }
}
