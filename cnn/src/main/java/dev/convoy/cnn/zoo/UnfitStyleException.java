package dev.convoy.cnn.zoo;

import dev.convoy.cnn.CnnException;
import java.util.List;

/** An architecture doesn't leave open what was chosen for it. */
public final class UnfitStyleException extends CnnException {

  private static final long serialVersionUID = 1L;

  UnfitStyleException(String architecture, String field, List<String> others) {
    super(
        "architecture %s has its own %s, which can't be chosen: leave it out, or use one of %s"
            .formatted(architecture, field, String.join(", ", others)));
  }
}
