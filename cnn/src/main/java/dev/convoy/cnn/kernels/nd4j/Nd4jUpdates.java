package dev.convoy.cnn.kernels.nd4j;

import static dev.convoy.cnn.kernels.nd4j.Nd4jMemory.view;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation.Adam;
import dev.convoy.cnn.kernels.Operation.Sgd;
import dev.convoy.cnn.kernels.Step;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Update rules. */
final class Nd4jUpdates {

  private Nd4jUpdates() {}

  static Op sgd(Sgd rule, Step step) {
    INDArray values = view(rule.values());
    INDArray gradients = view(rule.gradients());
    INDArray velocity = view(rule.velocity());
    return () -> {
      INDArray gradient = gradients.add(values.mul(rule.weightDecay()));
      velocity.muli(rule.momentum()).addi(gradient);
      INDArray direction =
          rule.nesterov() ? gradient.addi(velocity.mul(rule.momentum())) : velocity;
      values.subi(direction.mul(step.learningRate()));
    };
  }

  static Op adam(Adam rule, Step step) {
    INDArray values = view(rule.values());
    INDArray gradients = view(rule.gradients());
    INDArray mean = view(rule.mean());
    INDArray square = view(rule.square());
    double beta1 = rule.rates().beta1();
    double beta2 = rule.rates().beta2();
    return () -> {
      double t = step.number() + 1.0;
      INDArray gradient = gradients.add(values.mul(rule.weightDecay()));
      mean.muli(beta1).addi(gradient.mul(1 - beta1));
      square.muli(beta2).addi(gradient.mul(gradient).muli(1 - beta2));
      INDArray deviation =
          Transforms.sqrt(square.div(1 - Math.pow(beta2, t))).addi(rule.rates().epsilon());
      double rate = step.learningRate() / (1 - Math.pow(beta1, t));
      values.subi(mean.div(deviation).muli(rate));
    };
  }
}
