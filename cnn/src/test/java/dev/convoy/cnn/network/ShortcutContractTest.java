package dev.convoy.cnn.network;

import static dev.convoy.cnn.network.ContractCase.extent;

import dev.convoy.cnn.kernels.Window;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Values that go two ways and meet again, with and without norms and activations that are computed
 * in one pass with the addition (H1, F8).
 */
class ShortcutContractTest extends Contract {

  private static final int CONVOLVED = 4 * 4 * 9;
  private static final int NORMED = 4 + 4;
  private static final int RESIDUAL = CONVOLVED + 2 * NORMED;

  @Override
  protected Stream<ContractCase> cases() {
    return Stream.of(
        keeping("residual block", RESIDUAL, () -> residual(true)).apart(),
        keeping("linear residual block", RESIDUAL, () -> residual(false)).apart(),
        keeping("residual blocks", 2 * RESIDUAL, () -> seq(residual(true), residual(true))).apart(),
        keeping("mixed residual blocks", 2 * RESIDUAL, () -> seq(residual(false), residual(true)))
            .apart(),
        keeping("group norm's residual block", RESIDUAL, () -> grouped(true)),
        keeping("its linear residual block", RESIDUAL, () -> grouped(false)),
        keeping("residual without norm", 2 * (CONVOLVED + 4), TwiceAdded::new),
        keeping("stochastic depth", 2 * CONVOLVED + NORMED, SkippedResidual::new).apart(),
        branches("shuffled branches", 17),
        branches("wide shuffled branches", 40));
  }

  private static ContractCase keeping(String name, long learned, Supplier<Module> module) {
    return ContractCase.of(name, 4, extent(4, 7, 6), learned, module);
  }

  private static ContractCase branches(String name, int width) {
    int outer = (4 * width + width) + (4 * width * 9 + width);
    int inner = 2 * (3 * width + 3);
    return ContractCase.of(name, 4, extent(6, 7, 6), outer + inner, () -> new Branches(width));
  }

  private static Module residual(boolean clamped) {
    return new Residual(() -> new BatchNorm(4), clamped);
  }

  private static Module grouped(boolean clamped) {
    return new Residual(() -> new GroupNorm(2, 4), clamped);
  }

  private static Sequence seq(Module... parts) {
    return new Sequence(parts);
  }

  private static Convolution convolution() {
    return Convolution.plain(4, 4, Window.square(3, 1, 1));
  }

  /** Two norms around a shortcut, the sum clamped or not. */
  private static final class Residual extends Module {

    private final Sequence first;
    private final Sequence second;
    private final boolean clamped;

    Residual(Supplier<Module> norm, boolean clamped) {
      first = add("first", seq(norm.get(), Nonlinear.relu()));
      second = add("second", seq(convolution(), norm.get()));
      this.clamped = clamped;
    }

    @Override
    public Node forward(Node x) {
      Node identity = first.forward(x);
      Node sum = Addition.of(second.forward(identity), identity);
      return clamped ? Nonlinear.relu().forward(sum) : sum;
    }
  }

  /** A branch that some images skip. */
  private static final class SkippedResidual extends Module {

    private final Module first = add("first", convolution());
    private final Module second = add("second", seq(convolution(), new BatchNorm(4)));
    private final Module skip = add("skip", new StochasticDepth(0.5));

    @Override
    public Node forward(Node x) {
      Node identity = first.forward(x);
      Node branch = skip.forward(second.forward(identity));
      return Nonlinear.relu().forward(Addition.of(branch, identity));
    }
  }

  /** A shortcut around a convolution alone, added twice. */
  private static final class TwiceAdded extends Module {

    private final Convolution first = add("first", biased());
    private final Convolution second = add("second", biased());

    private static Convolution biased() {
      return Convolution.biased(4, 4, Window.square(3, 1, 1));
    }

    @Override
    public Node forward(Node x) {
      Node identity = first.forward(x);
      Node sum = Addition.of(second.forward(identity), identity);
      return Nonlinear.relu().forward(Addition.of(sum, identity));
    }
  }

  /** Two branches joined, shuffled and cut again, as in ShuffleNet. */
  private static final class Branches extends Module {

    private final Convolution left;
    private final Convolution right;
    private final Convolution first;
    private final Convolution second;

    Branches(int width) {
      left = add("left", Convolution.biased(4, width, Window.square(1, 1, 0)));
      right = add("right", Convolution.biased(4, width, Window.square(3, 1, 1)));
      first = add("first", Convolution.biased(width, 3, Window.square(1, 1, 0)));
      second = add("second", Convolution.biased(width, 3, Window.square(1, 1, 0)));
    }

    @Override
    public Node forward(Node x) {
      Node joined = Channels.concatenation(path(), left.forward(x), right.forward(x));
      Node shuffled = Channels.shuffle(path(), joined, 2);
      int width = joined.shape().channels() / 2;
      return Channels.concatenation(
          path(),
          first.forward(Channels.slice(path(), shuffled, 0, width)),
          second.forward(Channels.slice(path(), shuffled, width, width)));
    }
  }
}
