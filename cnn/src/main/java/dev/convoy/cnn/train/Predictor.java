package dev.convoy.cnn.train;

import dev.convoy.cnn.data.Batch;
import dev.convoy.cnn.data.BatchStream;
import dev.convoy.cnn.data.Batches;
import dev.convoy.cnn.data.ImageSource;
import dev.convoy.cnn.data.Pipeline;
import dev.convoy.cnn.data.View;
import dev.convoy.cnn.data.Views;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.network.Evaluator;
import dev.convoy.cnn.zoo.Architectures;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** A trained network out of a snapshot, with its preprocessing. For one thread at a time. */
public final class Predictor implements AutoCloseable {

  private final Pipeline pipeline;
  private final Evaluator evaluator;
  private final int classes;
  private final Arena arena = Arena.ofShared();
  private final Batch batch;
  private final MemorySegment answers;

  private Predictor(Path snapshot, RunSnapshot.Saved saved, Device device) {
    TrainingSpec spec = saved.spec();
    pipeline = new Pipeline(spec.augmentation(), saved.statistics());
    classes = spec.network().classes();
    evaluator =
        Evaluator.compile(
            Architectures.named(spec.network()), device.kernels().get(), spec.batchSize());
    try {
      RunSnapshot.restore(snapshot, evaluator);
      batch = Batch.allocate(spec.batchSize(), pipeline.outputShape(), arena);
      answers = Floats.room((long) spec.batchSize() * classes);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Loads a network.
   *
   * @param snapshot the safetensors file that {@link TrainingRun#save} returned
   * @throws dev.convoy.cnn.CnnException if the file is missing or damaged, or the device is full
   */
  public static Predictor load(Path snapshot, Device device) {
    return new Predictor(snapshot, RunSnapshot.read(snapshot), device);
  }

  /** The probability of each class for each image, in order. */
  public float[][] probabilities(ImageSource images) {
    return probabilities(images, View.PLAIN);
  }

  /** The mean of the probabilities that several views of each image lead to (K3). */
  public float[][] probabilities(ImageSource images, Views views) {
    double[][] sums = new double[images.size()][classes];
    for (View view : views.all()) {
      float[][] answers = probabilities(images, view);
      for (int image = 0; image < sums.length; image++) {
        add(answers[image], sums[image]);
      }
    }
    float[][] means = new float[sums.length][classes];
    for (int image = 0; image < sums.length; image++) {
      for (int c = 0; c < classes; c++) {
        means[image][c] = (float) (sums[image][c] / views.all().size());
      }
    }
    return means;
  }

  private static void add(float[] answer, double[] sum) {
    for (int c = 0; c < sum.length; c++) {
      sum[c] += answer[c];
    }
  }

  private float[][] probabilities(ImageSource images, View view) {
    evaluator.enter();
    float[][] rows = new float[images.size()][];
    int done = 0;
    try (BatchStream stream = Batches.evaluation(images, pipeline, batch.capacity(), view)) {
      while (stream.next(batch)) {
        evaluator.evaluate(batch.images(), batch.labels(), batch.size());
        evaluator.probabilities(answers, batch.size());
        for (int row = 0; row < batch.size(); row++) {
          long from = (long) Float.BYTES * row * classes;
          MemorySegment one = answers.asSlice(from, (long) Float.BYTES * classes);
          rows[done++] = one.toArray(ValueLayout.JAVA_FLOAT);
        }
      }
    }
    return rows;
  }

  @Override
  public void close() {
    evaluator.close();
    arena.close();
  }
}
