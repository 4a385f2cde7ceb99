package dev.convoy.cnn.train;

import dev.convoy.cnn.CnnException;
import java.util.Collection;

/** The network has no layer of a name. */
public final class UnknownLayerException extends CnnException {

  private static final long serialVersionUID = 1L;

  UnknownLayerException(String layer, Collection<String> names) {
    super(
        "the network has no layer '%s' that learns: choose one of %s"
            .formatted(layer, String.join(", ", names)));
  }
}
