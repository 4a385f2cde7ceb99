package dev.convoy.cnn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.exchange.StateDict;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.nd4j.Nd4jKernels;
import dev.convoy.cnn.kernels.onednn.OneDnnKernels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

/** What every layer, block and loss must keep to (H1); the tables of them extend it. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class Contract {

  private static final int STEPS = 3;

  /** Tensors this small are computed no faster by several threads, whose waiting costs. */
  @BeforeAll
  void computeReferencesOnOneThread() {
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
  }

  /** All that must keep it. */
  protected abstract Stream<ContractCase> cases();

  @ParameterizedTest(name = "H1: {0}")
  @MethodSource("cases")
  void makesTheExtentItShould(ContractCase layer) {
    Module module = layer.module().get();
    module.name("layer");

    assertThat(module.forward(new Input(layer.input())).shape()).isEqualTo(layer.made());
  }

  @ParameterizedTest(name = "H1: {0}")
  @MethodSource("cases")
  void learnsAsManyValuesAsItShould(ContractCase layer) {
    Module module = layer.module().get();
    module.name("layer");

    assertThat(
            module.weights().stream()
                .map(Weight::parameter)
                .filter(Parameter::learned)
                .mapToLong(Parameter::elements)
                .sum())
        .isEqualTo(layer.learned());
  }

  /** The convolution's before it too, which are right only if its input's is. */
  @ParameterizedTest(name = "H1: {0}")
  @MethodSource("cases")
  void gradientsEqualCentralDifferences(ContractCase layer) {
    try (Sample sample = layer.sample(Nd4jKernels.doubles())) {
      Map<String, float[]> gradients = sample.gradients();

      for (Parameter parameter : sample.learned()) {
        if (!layer.isClassifier(parameter)) {
          float[] gradient = gradients.getOrDefault(parameter.name(), new float[0]);
          Slope slope = Slope.of(sample, parameter, gradient);
          assertThat(slope.byGradient())
              .as("%s, seed %d", parameter, Sample.SEED)
              .isCloseTo(slope.measured(), within(1e-8 + 1e-4 * norm(gradient)));
        }
      }
    }
  }

  @ParameterizedTest(name = "H1: {0}")
  @MethodSource("cases")
  void evaluationHasItsOwnModeAndChangesNothing(ContractCase layer) {
    try (Sample sample = layer.sample(new OneDnnKernels(2))) {
      double training = sample.loss();
      Map<String, float[]> before = sample.values();
      float[] answers = sample.probabilities();
      double evaluation = sample.evaluatedLoss();

      assertSame(sample.values(), before);
      assertThat(sample.probabilities(1))
          .as("the first image by itself")
          .containsExactly(
              Arrays.copyOf(answers, answers.length / sample.labels.length), within(1e-6f));
      switch (layer.modes()) {
        case ALIKE -> assertThat(evaluation).isCloseTo(training, within(1e-5));
        case APART -> assertThat(evaluation).isNotCloseTo(training, within(1e-3));
      }
    }
  }

  @ParameterizedTest(name = "H1: {0}")
  @MethodSource("cases")
  void bothKernelsAgree(ContractCase layer) {
    try (Sample fast = layer.sample(new OneDnnKernels(2));
        Sample exact = layer.sample(Nd4jKernels.doubles())) {
      assertThat(fast.loss()).isCloseTo(exact.loss(), within(1e-5));
      assertClose("gradient", fast.gradients(), exact.gradients());

      fast.steps(STEPS, 0.05);
      exact.steps(STEPS, 0.05);
      assertClose("value after three steps", fast.values(), exact.values());
      assertThat(fast.probabilities())
          .as("in evaluation")
          .containsExactly(exact.probabilities(), within(1e-4f));
    }
  }

  private static void assertSame(Map<String, float[]> actual, Map<String, float[]> expected) {
    assertThat(actual).containsOnlyKeys(expected.keySet());
    expected.forEach(
        (name, values) -> assertThat(actual.get(name)).as(name).containsExactly(values));
  }

  /** Relative to each one's size; those that are zero in theory, to a hundredth of the largest. */
  private static void assertClose(
      String what, Map<String, float[]> actual, Map<String, float[]> expected) {
    double largest = expected.values().stream().mapToDouble(Contract::norm).max().orElse(0);
    expected.forEach(
        (name, values) ->
            assertThat(distance(actual.getOrDefault(name, new float[0]), values))
                .as("%s of %s", what, name)
                .isLessThan(1e-4 * Math.max(norm(values), largest / 100)));
  }

  private static double norm(float[] values) {
    return distance(values, new float[values.length]);
  }

  private static double distance(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double square = 0;
    for (int i = 0; i < actual.length; i++) {
      square += Math.pow((double) actual[i] - expected[i], 2);
    }
    return Math.sqrt(square);
  }

  @ParameterizedTest(name = "H1: {0}")
  @MethodSource("cases")
  void learnsTheSameBitsTwice(ContractCase layer) {
    try (Sample one = layer.sample(new OneDnnKernels(2));
        Sample other = layer.sample(new OneDnnKernels(2))) {
      one.steps(STEPS, 0.05);
      other.steps(STEPS, 0.05);

      assertSame(one.values(), other.values());
    }
  }

  @ParameterizedTest(name = "H1: {0}")
  @MethodSource("cases")
  void isTheSameOnceSavedAndLoaded(ContractCase layer, @TempDir Path folder) {
    Path file = folder.resolve("layer.safetensors");
    try (Sample trained = layer.sample(new OneDnnKernels(2));
        Sample loaded = layer.sample(new OneDnnKernels(2))) {
      trained.steps(STEPS, 0.05);
      StateDict.save(file, trained.trainer.evaluator());
      StateDict.load(file, loaded.trainer.evaluator());

      assertSame(loaded.values(), trained.values());
      assertThat(loaded.probabilities()).containsExactly(trained.probabilities());
      assertThat(folded(layer, file, loaded))
          .as("with norms folded into convolutions")
          .containsExactly(trained.probabilities(), within(1e-5f));
    }
  }

  private static float[] folded(ContractCase layer, Path file, Sample sample) {
    int count = sample.labels.length;
    try (Evaluator evaluator = Evaluator.compile(layer.network(), new OneDnnKernels(2), count)) {
      StateDict.load(file, evaluator);
      return sample.probabilities(evaluator, count);
    }
  }
}
