package dev.convoy.protocol.spec;

import java.util.Map;

/**
 * One random change of a training image, such as {@code crop(padding=4)}.
 *
 * @param name as in the engine
 * @param arguments by name
 */
public record AugmentationSpec(String name, Map<String, Double> arguments) {

  public AugmentationSpec {
    arguments = Map.copyOf(arguments);
  }
}
