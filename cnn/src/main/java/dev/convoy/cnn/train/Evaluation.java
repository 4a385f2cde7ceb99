package dev.convoy.cnn.train;

import dev.convoy.cnn.data.Batch;
import dev.convoy.cnn.data.BatchStream;
import dev.convoy.cnn.data.Batches;
import dev.convoy.cnn.data.ImageSource;
import dev.convoy.cnn.data.Pipeline;
import dev.convoy.cnn.kernels.Step;
import dev.convoy.cnn.network.Evaluator;

/** Runs a network over whole splits. */
record Evaluation(Evaluator evaluator, Pipeline pipeline, Batch batch) {

  /** What is done around each batch; either may throw to end it all. */
  interface Visitor {

    /** Before it. */
    default void before() {}

    /** Looks at what came of it. */
    default void after(Step outcome) {}
  }

  /** Loss and accuracy over a split. */
  Tally of(ImageSource images, Visitor visitor) {
    Tally tally = new Tally();
    try (BatchStream stream = Batches.evaluation(images, pipeline, batch.capacity())) {
      while (stream.next(batch)) {
        visitor.before();
        Step outcome = evaluator.evaluate(batch.images(), batch.labels(), batch.size());
        tally.add(outcome);
        visitor.after(outcome);
      }
    }
    return tally;
  }
}
