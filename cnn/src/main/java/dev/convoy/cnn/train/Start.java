package dev.convoy.cnn.train;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What weights a run begins with. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Start.Random.class, name = "random"),
  @JsonSubTypes.Type(value = Start.Pretrained.class, name = "pretrained")
})
public sealed interface Start {

  /** Random ones, by the seed. */
  record Random() implements Start {}

  /**
   * Those of a safetensors file under torchvision's names, a snapshot's for one; those of the
   * layers that make logits are random.
   *
   * @param file absolute, or beneath the folder that the run is started with
   * @param rateFactor what the rate of layers that are not random is multiplied with
   */
  record Pretrained(String file, double rateFactor) implements Start {

    /** A tenth of the rate, as is usual (L2). */
    public static final double USUAL_RATE_FACTOR = 0.1;

    /** Refuses a rate that leads away. */
    public Pretrained {
      if (!(rateFactor > 0 && Double.isFinite(rateFactor))) {
        throw new IllegalArgumentException("pretrainedRate must be above 0, not " + rateFactor);
      }
    }
  }
}
