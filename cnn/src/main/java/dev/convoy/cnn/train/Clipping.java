package dev.convoy.cnn.train;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.Update;
import java.util.List;

/** How far gradients of the loss may go, before penalties join them (G5). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Clipping.None.class, name = "none"),
  @JsonSubTypes.Type(value = Clipping.Norm.class, name = "norm"),
  @JsonSubTypes.Type(value = Clipping.Value.class, name = "value")
})
public sealed interface Clipping {

  /** The updates that clip all gradients of a network. */
  List<Update> of(Region gradients);

  /** As far as they like. */
  record None() implements Clipping {
    @Override
    public List<Update> of(Region gradients) {
      return List.of();
    }
  }

  /** All of them together scaled down to a norm (Pascanu et al. 2013). */
  record Norm(double limit) implements Clipping {

    /** Refuses a limit that stops all learning. */
    public Norm {
      requireLimit("clipping.norm", limit);
    }

    @Override
    public List<Update> of(Region gradients) {
      return List.of(new Update.ClipNorm(gradients, limit));
    }
  }

  /** Each of them within {@code [-limit, limit]}. */
  record Value(double limit) implements Clipping {

    /** Refuses a limit that stops all learning. */
    public Value {
      requireLimit("clipping.value", limit);
    }

    @Override
    public List<Update> of(Region gradients) {
      return List.of(new Update.ClipValue(gradients, limit));
    }
  }

  private static void requireLimit(String name, double limit) {
    if (!(limit > 0 && Double.isFinite(limit))) {
      throw new IllegalArgumentException("%s must be above 0, not %s".formatted(name, limit));
    }
  }
}
