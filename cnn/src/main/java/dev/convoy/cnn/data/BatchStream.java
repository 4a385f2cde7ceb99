package dev.convoy.cnn.data;

/** The batches of one pass over a split, in order. For one reading thread. */
public interface BatchStream extends AutoCloseable {

  /**
   * Waits for the next batch and copies it.
   *
   * @param into of the stream's shape and at least its batch size
   * @return false if the pass is over, {@code into} being left as it was
   * @throws DataException if an image can't be read
   */
  boolean next(Batch into);

  /** Ends the pass, wherever it is: its threads end and its memory is free when this returns. */
  @Override
  void close();
}
