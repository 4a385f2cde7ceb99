package dev.convoy.cnn.train;

import dev.convoy.cnn.data.Softening;

/**
 * What may be added to plain training.
 *
 * @param averaging decay of the moving average of the weights that is evaluated and predicts (G6),
 *     in [0, 1); 0: the weights themselves
 */
public record Refinements(Clipping clipping, double averaging, Softening softening) {

  /** Plain training. */
  public static final Refinements NONE = new Refinements(new Clipping.None(), 0, Softening.NONE);

  /** Refuses what has no meaning. */
  public Refinements {
    if (!(averaging >= 0 && averaging < 1)) {
      throw new IllegalArgumentException("averaging must be in [0, 1), not " + averaging);
    }
  }
}
