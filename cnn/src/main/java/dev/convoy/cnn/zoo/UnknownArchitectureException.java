package dev.convoy.cnn.zoo;

import dev.convoy.cnn.CnnException;
import java.util.List;

/** No model has that name. */
public final class UnknownArchitectureException extends CnnException {

  private static final long serialVersionUID = 1L;

  UnknownArchitectureException(String name, List<String> known) {
    super("there is no architecture '%s': use one of %s".formatted(name, String.join(", ", known)));
  }
}
