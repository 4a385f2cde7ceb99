package dev.convoy.cnn.train;

import dev.convoy.cnn.data.Batch;
import dev.convoy.cnn.data.BatchStream;
import dev.convoy.cnn.data.Batches;
import dev.convoy.cnn.data.ImageSource;
import dev.convoy.cnn.data.Pipeline;
import dev.convoy.cnn.network.Evaluator;

/** Runs a network over whole splits. */
record Evaluation(Evaluator evaluator, Pipeline pipeline, Batch batch) {

  /**
   * Loss and accuracy over a split.
   *
   * @param beforeEach done before each batch, and may throw to end it
   */
  Tally of(ImageSource images, Runnable beforeEach) {
    Tally tally = new Tally();
    try (BatchStream stream = Batches.evaluation(images, pipeline, batch.capacity())) {
      while (stream.next(batch)) {
        beforeEach.run();
        tally.add(evaluator.evaluate(batch.images(), batch.labels(), batch.size()));
      }
    }
    return tally;
  }
}
