package dev.convoy.protocol.spec;

/**
 * One thing wrong with an experiment's document.
 *
 * @param path of the value, such as {@code training.optimizer.learningRate}, with list positions
 *     from 0 as in {@code augmentation.2.cutout}; {@value #DOCUMENT} for the document as a whole
 * @param message what would be right, to be read after the path, such as {@code must be greater
 *     than 0, but is -1}
 */
public record SpecError(String path, String message) {
  /** The path of the document as a whole. */
  public static final String DOCUMENT = "document";

  @Override
  public String toString() {
    return path + " " + message;
  }
}
