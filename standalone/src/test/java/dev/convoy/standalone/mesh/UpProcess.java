package dev.convoy.standalone.mesh;

import dev.convoy.standalone.Convoy;
import dev.convoy.standalone.client.GatewayClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code convoy up} as a process of its own, to be stopped or killed. */
final class UpProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("Convoy is up on (\\S+),");

  private final Process process;
  private final GatewayClient client;

  private UpProcess(Process process, GatewayClient client) {
    this.process = process;
    this.client = client;
  }

  /** Starts it over a folder and waits until it says that it is up. */
  static UpProcess start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Convoy.class.getName(),
                "up",
                "--port",
                "0",
                "--data-dir",
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        return new UpProcess(process, new GatewayClient(URI.create(address.group(1))));
      }
    }
    throw new IOException("convoy up ended before it was up");
  }

  GatewayClient client() {
    return client;
  }

  /** As by kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As by Ctrl-C or a service manager. */
  int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
