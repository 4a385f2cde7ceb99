package dev.convoy.cnn.kernels.nd4j;

import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.array;

import dev.convoy.cnn.kernels.ChannelGather;
import dev.convoy.cnn.kernels.ChannelMap.Run;
import dev.convoy.cnn.kernels.LocalResponse;
import dev.convoy.cnn.kernels.LocalResponse.Constants;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Placement;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What works along channels. */
final class Nd4jChannels {

  private static final int CHANNELS = 3;

  private Nd4jChannels() {}

  static Op gather(ChannelGather op, Placement at) {
    INDArray[] parts = op.parts().stream().map(part -> array(part, at)).toArray(INDArray[]::new);
    INDArray y = array(op.y(), at);
    INDArray choice = choice(op, y.dataType());
    return () -> y.assign(times(Nd4j.concat(CHANNELS, parts), choice));
  }

  /** A column for each channel of y, with a one where it comes from. */
  private static INDArray choice(ChannelGather op, DataType type) {
    int channels = op.parts().stream().mapToInt(part -> part.shape().channels()).sum();
    double[][] ones = new double[channels][op.map().channels()];
    for (Run run : op.map().runs(List.of())) {
      for (int i = 0; i < run.length() && !run.isZero(); i++) {
        ones[run.source() + i][run.target() + i] = 1;
      }
    }
    return Nd4j.createFromArray(ones).castTo(type);
  }

  static Op response(LocalResponse.Forward op, Placement at) {
    INDArray x = array(op.x(), at);
    INDArray y = array(op.y(), at);
    Constants by = op.constants();
    return () -> y.assign(x.mul(Transforms.pow(scale(x, by), -by.beta(), true)));
  }

  /** {@code dx = s^-b dy - 2 a b x * window(x dy s^(-b-1))}. */
  static Op responseGradient(LocalResponse.Backward op, Placement at) {
    INDArray x = array(op.forward().x(), at);
    INDArray dy = array(op.dy(), at);
    INDArray dx = array(op.dx(), at);
    Constants by = op.forward().constants();
    return () -> {
      INDArray scale = scale(x, by);
      INDArray inner = x.mul(dy).mul(Transforms.pow(scale, -by.beta() - 1, true));
      INDArray through = windowSum(inner, by.size()).mul(x).mul(2 * by.alpha() * by.beta());
      dx.assign(dy.mul(Transforms.pow(scale, -by.beta(), true)).sub(through));
    };
  }

  private static INDArray scale(INDArray x, Constants by) {
    return windowSum(x.mul(x), by.size()).mul(by.alpha()).add(by.k());
  }

  private static INDArray windowSum(INDArray values, int size) {
    int channels = Math.toIntExact(values.size(CHANNELS));
    double[][] band = new double[channels][channels];
    for (int i = 0; i < channels; i++) {
      for (int j = Math.max(0, i - size / 2); j <= Math.min(channels - 1, i + size / 2); j++) {
        band[i][j] = 1;
      }
    }
    return times(values, Nd4j.createFromArray(band).castTo(values.dataType()));
  }

  /** Each pixel's channels times a matrix. */
  private static INDArray times(INDArray x, INDArray matrix) {
    long pixels = x.length() / x.size(CHANNELS);
    return x.dup('c')
        .reshape(pixels, x.size(CHANNELS))
        .mmul(matrix)
        .reshape(x.size(0), x.size(1), x.size(2), matrix.size(1));
  }
}
