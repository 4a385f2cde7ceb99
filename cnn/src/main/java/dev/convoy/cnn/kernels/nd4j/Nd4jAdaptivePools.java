package dev.convoy.cnn.kernels.nd4j;

import static dev.convoy.cnn.kernels.nd4j.Nd4jKernels.array;

import dev.convoy.cnn.kernels.AdaptiveAverage;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Placement;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Adaptive average pools as two products of matrices, one along each side. */
final class Nd4jAdaptivePools {

  private Nd4jAdaptivePools() {}

  static Op forward(AdaptiveAverage.Forward op, Placement at) {
    INDArray x = array(op.x(), at);
    INDArray y = array(op.y(), at);
    INDArray rows = bins(x, y, 1);
    INDArray columns = bins(x, y, 2);
    return () -> y.assign(along(x, rows, columns));
  }

  static Op backward(AdaptiveAverage.Backward op, Placement at) {
    INDArray dy = array(op.dy(), at);
    INDArray dx = array(op.dx(), at);
    INDArray rows = bins(dx, dy, 1).transpose();
    INDArray columns = bins(dx, dy, 2).transpose();
    return () -> dx.assign(along(dy, rows, columns));
  }

  /** A row for each output along an axis, with the share of each input in it. */
  private static INDArray bins(INDArray large, INDArray small, int axis) {
    int in = Math.toIntExact(large.size(axis));
    int out = Math.toIntExact(small.size(axis));
    double[][] shares = new double[out][in];
    for (int i = 0; i < out; i++) {
      int begin = AdaptiveAverage.begin(i, in, out);
      int end = AdaptiveAverage.end(i, in, out);
      for (int j = begin; j < end; j++) {
        shares[i][j] = 1.0 / (end - begin);
      }
    }
    return Nd4j.createFromArray(shares).castTo(large.dataType());
  }

  private static INDArray along(INDArray x, INDArray rows, INDArray columns) {
    long n = x.size(0);
    long c = x.size(3);
    INDArray byRow = x.permute(1, 0, 2, 3).reshape(x.size(1), n * x.size(2) * c);
    INDArray high = rows.mmul(byRow).reshape(rows.size(0), n, x.size(2), c);
    INDArray byColumn = high.permute(2, 0, 1, 3).reshape(x.size(2), rows.size(0) * n * c);
    INDArray both = columns.mmul(byColumn).reshape(columns.size(0), rows.size(0), n, c);
    return both.permute(2, 1, 0, 3);
  }
}
