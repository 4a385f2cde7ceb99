package dev.convoy.metrics;

import java.util.Map;

/** What a process was told by its environment. */
public record Environment(Map<String, String> variables) {

  public Environment {
    variables = Map.copyOf(variables);
  }

  /** The variable's value, or what holds otherwise. */
  public String text(String variable, String otherwise) {
    return variables.getOrDefault(variable, otherwise);
  }

  /**
   * A variable that is a whole number from 0 on.
   *
   * @throws IllegalArgumentException naming the variable, if it is anything else
   */
  public int number(String variable, int otherwise) {
    String value = text(variable, Integer.toString(otherwise));
    if (!value.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(
          "%s must be a whole number from 0 to 999999999, but is '%s'".formatted(variable, value));
    }
    return Integer.parseInt(value);
  }

  /**
   * A TCP port.
   *
   * @throws IllegalArgumentException naming the variable, if it is none
   */
  public int port(String variable, int otherwise) {
    int port = number(variable, otherwise);
    if (port > 65_535) {
      throw new IllegalArgumentException(
          "%s must be a port from 0 to 65535, but is %d".formatted(variable, port));
    }
    return port;
  }
}
