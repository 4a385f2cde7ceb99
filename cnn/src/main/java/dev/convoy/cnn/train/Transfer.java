package dev.convoy.cnn.train;

/** What is taken over from another training (L1, L2). */
public record Transfer(Start start, Freezing freezing) {

  /** Nothing. */
  public static final Transfer NONE = new Transfer(new Start.Random(), new Freezing.None());

  /** Refuses to freeze what was never trained. */
  public Transfer {
    if (start instanceof Start.Random && !(freezing instanceof Freezing.None)) {
      throw new IllegalArgumentException("freeze needs pretrained: random layers must learn");
    }
  }

  /** What the rate of layers that are taken over is multiplied with. */
  double rateFactor() {
    return switch (start) {
      case Start.Random random -> 1;
      case Start.Pretrained pretrained -> pretrained.rateFactor();
    };
  }
}
