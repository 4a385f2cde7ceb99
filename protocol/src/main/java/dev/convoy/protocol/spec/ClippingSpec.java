package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How far gradients may go. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ClippingSpec.None.class, name = "none"),
  @JsonSubTypes.Type(value = ClippingSpec.Norm.class, name = "norm"),
  @JsonSubTypes.Type(value = ClippingSpec.Value.class, name = "value")
})
public sealed interface ClippingSpec {

  /** As far as they like. */
  record None() implements ClippingSpec {}

  /** All of them together scaled down to a norm. */
  record Norm(double limit) implements ClippingSpec {}

  /** Each of them within {@code [-limit, limit]}. */
  record Value(double limit) implements ClippingSpec {}
}
