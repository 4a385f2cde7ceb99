package dev.convoy.protocol.spec;

import java.util.Optional;

/**
 * What is taken over from another training.
 *
 * @param pretrained a safetensors file under torchvision's names, or a snapshot, by its path: one
 *     that every worker can read, or one in the snapshot store; empty: none
 * @param freeze {@code none}, {@code all-but-head} or {@code up-to(LAYER)}
 * @param rateFactor what the rate of layers that are taken over is multiplied with
 */
public record TransferSpec(Optional<String> pretrained, String freeze, double rateFactor) {

  /** Nothing. */
  public static final TransferSpec NONE = new TransferSpec(Optional.empty(), "none", 0.1);
}
