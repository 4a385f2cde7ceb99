package dev.convoy.cnn.kernels.nd4j;

import static dev.convoy.cnn.kernels.nd4j.Nd4jMemory.view;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Step;
import dev.convoy.cnn.kernels.Update;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Updates in ND4J's terms. */
final class Nd4jUpdates {

  private Nd4jUpdates() {}

  static Op of(Update update, Step step) {
    return switch (update) {
      case Update.Sgd rule -> sgd(rule, step);
      case Update.Adam rule -> adam(rule, step);
      case Update.RmsProp rule -> rmsProp(rule, step);
      case Update.Shrink rule -> shrink(rule, step);
      case Update.Lasso rule -> lasso(rule);
      case Update.ClipNorm rule -> clipNorm(rule);
      case Update.ClipValue rule -> clipValue(rule);
      case Update.Average rule -> average(rule, step);
    };
  }

  private static Op sgd(Update.Sgd rule, Step step) {
    Learned at = new Learned(rule.at(), step);
    INDArray velocity = view(rule.velocity());
    return () -> {
      INDArray gradient = at.gradient();
      velocity.muli(rule.momentum()).addi(gradient);
      INDArray direction =
          rule.nesterov() ? gradient.addi(velocity.mul(rule.momentum())) : velocity;
      at.values().subi(direction.mul(at.rate()));
    };
  }

  private static Op adam(Update.Adam rule, Step step) {
    Learned at = new Learned(rule.at(), step);
    INDArray mean = view(rule.mean());
    INDArray square = view(rule.square());
    double beta1 = rule.rates().beta1();
    double beta2 = rule.rates().beta2();
    return () -> {
      double t = step.number() + 1.0;
      INDArray gradient = at.gradient();
      mean.muli(beta1).addi(gradient.mul(1 - beta1));
      square.muli(beta2).addi(gradient.mul(gradient).muli(1 - beta2));
      INDArray deviation =
          Transforms.sqrt(square.div(1 - Math.pow(beta2, t))).addi(rule.rates().epsilon());
      at.values().subi(mean.div(deviation).muli(at.rate() / (1 - Math.pow(beta1, t))));
    };
  }

  private static Op rmsProp(Update.RmsProp rule, Step step) {
    Learned at = new Learned(rule.at(), step);
    INDArray square = view(rule.square());
    INDArray velocity = view(rule.velocity());
    double alpha = rule.rates().alpha();
    return () -> {
      INDArray gradient = at.gradient();
      square.muli(alpha).addi(gradient.mul(gradient).muli(1 - alpha));
      INDArray deviation = Transforms.sqrt(square).addi(rule.rates().epsilon());
      velocity.muli(rule.rates().momentum()).addi(gradient.div(deviation));
      at.values().subi(velocity.mul(at.rate()));
    };
  }

  private static Op shrink(Update.Shrink rule, Step step) {
    Learned at = new Learned(rule.at(), step);
    return () -> at.values().muli(1 - at.rate() * rule.at().group().weightDecay());
  }

  private static Op lasso(Update.Lasso rule) {
    INDArray values = view(rule.at().values());
    INDArray gradients = view(rule.at().gradients());
    return () -> gradients.addi(Transforms.sign(values).muli(rule.at().group().l1()));
  }

  private static Op clipNorm(Update.ClipNorm rule) {
    INDArray gradients = view(rule.gradients());
    return () ->
        gradients.muli(Math.min(1, rule.limit() / (gradients.norm2Number().doubleValue() + 1e-6)));
  }

  private static Op clipValue(Update.ClipValue rule) {
    INDArray gradients = view(rule.gradients());
    return () -> {
      Transforms.max(gradients, -rule.limit(), false);
      Transforms.min(gradients, rule.limit(), false);
    };
  }

  private static Op average(Update.Average rule, Step step) {
    INDArray values = view(rule.values());
    INDArray averages = view(rule.averages());
    return () -> averages.addi(values.sub(averages).muli(rule.share(step)));
  }

  /** A run of learned values as views. */
  private record Learned(Update.Learned run, Step step, INDArray values, INDArray gradients) {

    Learned(Update.Learned run, Step step) {
      this(run, step, view(run.values()), view(run.gradients()));
    }

    /** The L2 penalty's among it. */
    INDArray gradient() {
      return gradients.add(values.mul(run.group().weightDecay()));
    }

    double rate() {
      return step.learningRate() * run.group().rateFactor();
    }
  }
}
