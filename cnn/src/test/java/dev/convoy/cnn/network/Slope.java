package dev.convoy.cnn.network;

import dev.convoy.cnn.SeededRandom;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Parameter;

/**
 * How steeply a loss rises when every value of a parameter moves up or down at once, so that no
 * value of its gradient can be wrong unnoticed.
 *
 * @param measured by central differences
 * @param byGradient as the gradient says
 */
record Slope(double measured, double byGradient) {

  private static final float STEP = 4e-6f;

  /** Along a random direction; the parameter is as it was afterwards. */
  static Slope of(Sample sample, Parameter parameter, float[] gradient) {
    SeededRandom random = new SeededRandom(Sample.SEED);
    float[] values = sample.values(parameter);
    float[] ahead = values.clone();
    float[] behind = values.clone();
    double predicted = 0;
    for (int i = 0; i < values.length; i++) {
      float step = random.nextBoolean() ? STEP : -STEP;
      ahead[i] += step;
      behind[i] -= step;
      // what really lies between two float32 values
      predicted += gradient[i] * ((double) ahead[i] - behind[i]);
    }
    double measured = loss(sample, parameter, ahead) - loss(sample, parameter, behind);
    sample.trainer.evaluator().write(parameter, Floats.copyOf(values));
    return new Slope(measured / (2 * STEP), predicted / (2 * STEP));
  }

  private static double loss(Sample sample, Parameter parameter, float[] values) {
    sample.trainer.evaluator().write(parameter, Floats.copyOf(values));
    return sample.loss();
  }
}
