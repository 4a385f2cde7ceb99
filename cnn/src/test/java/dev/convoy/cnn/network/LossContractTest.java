package dev.convoy.cnn.network;

import static dev.convoy.cnn.network.ContractCase.extent;

import dev.convoy.cnn.kernels.Targets;
import java.util.stream.Stream;

/** Every loss: one class an image, two by shares, smoothed, of several heads (H1, F7). */
class LossContractTest extends Contract {

  private static final int FEATURES = 2 * 7 * 6;

  @Override
  protected Stream<ContractCase> cases() {
    return Stream.of(
        logits("cross entropy", 5),
        logits("cross entropy of many classes", 37),
        logits("label smoothing", 5).softened(targets -> targets.smooth(0.1)).apart(),
        logits("mixup", 5).softened(LossContractTest::mix).apart(),
        logits("mixup and label smoothing", 5).softened(LossContractTest::mixAndSmooth).apart(),
        heads("auxiliary head"),
        heads("auxiliary head with soft targets").softened(LossContractTest::mixAndSmooth));
  }

  private static ContractCase logits(String name, int classes) {
    return ContractCase.of(
            name,
            2,
            extent(classes, 1, 1),
            classes * FEATURES + classes,
            () -> new Linear(FEATURES, classes))
        .ending();
  }

  private static ContractCase heads(String name) {
    return ContractCase.of(name, 2, extent(5, 1, 1), 2 * (5 * FEATURES + 5), TwoHeads::new)
        .ending()
        .apart();
  }

  private static void mix(Targets targets) {
    targets.mix(0, 4, 0.7f);
    targets.mix(2, 1, 0.55f);
  }

  private static void mixAndSmooth(Targets targets) {
    mix(targets);
    targets.smooth(0.1);
  }

  /** A classifier with an auxiliary one, which counts in training alone. */
  private static final class TwoHeads extends Module {

    private final Linear fc = add("fc", new Linear(FEATURES, 5));
    private final Linear aux = add("aux", new Linear(FEATURES, 5));

    @Override
    public Node forward(Node x) {
      return Heads.of(fc.forward(x), 0.3, aux.forward(x));
    }
  }
}
