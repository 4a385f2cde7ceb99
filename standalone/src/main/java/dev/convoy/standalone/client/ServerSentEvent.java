package dev.convoy.standalone.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * One event of an event stream (WHATWG HTML, section 9.2.6), as far as Convoy uses it.
 *
 * @param data its lines joined by newlines
 */
record ServerSentEvent(String id, String data) {

  /**
   * The next event of a stream; blocks until it is whole, and skips comments.
   *
   * @return empty at the stream's end, even amid an event
   */
  static Optional<ServerSentEvent> next(BufferedReader stream) throws IOException {
    String id = "";
    StringJoiner data = new StringJoiner("\n");
    for (String line = stream.readLine(); line != null; line = stream.readLine()) {
      if (line.isEmpty() && data.length() > 0) {
        return Optional.of(new ServerSentEvent(id, data.toString()));
      }
      if (line.startsWith("id:")) {
        id = line.substring(3).strip();
      } else if (line.startsWith("data:")) {
        data.add(line.substring(5).strip());
      }
    }
    return Optional.empty();
  }
}
