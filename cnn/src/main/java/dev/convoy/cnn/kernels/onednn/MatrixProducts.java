package dev.convoy.cnn.kernels.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.convoy.cnn.kernels.Op;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/** Products of matrices, or of stacks of them, wherever they lie. */
record MatrixProducts(OneDnn dnn) {

  /** A stack of matrices; a stack of one meets each of the other's. */
  record Matrix(memory.desc layout, long address) {

    /**
     * Where and how it lies.
     *
     * @param extents how many, their rows and columns
     * @param steps from one element to the next, for each extent
     */
    static Matrix at(long address, long[] extents, long... steps) {
      return new Matrix(new memory.desc(extents, memory.data_type.f32, steps), address);
    }

    /** A single one, in rows. */
    static Matrix rows(long address, long rows, long columns) {
      return at(address, new long[] {1, rows, columns}, rows * columns, columns, 1);
    }

    Matrix transposed() {
      return new Matrix(layout.permute_axes(new int[] {0, 2, 1}), address);
    }
  }

  /** What two matrices give. */
  record Factors(Matrix left, Matrix right) {}

  Op written(Factors factors, Matrix result) {
    return product(factors, new memory.desc(), 0, result, new primitive_attr());
  }

  /** The same row added to each of the result's. */
  Op written(Factors factors, Matrix row, Matrix result) {
    return product(factors, row.layout(), row.address(), result, new primitive_attr());
  }

  /** Added to what is there. */
  Op added(Factors factors, Matrix result) {
    post_ops sum = new post_ops();
    sum.append_sum();
    primitive_attr attributes = new primitive_attr();
    attributes.set_post_ops(sum);
    return product(factors, new memory.desc(), 0, result, attributes);
  }

  private Op product(
      Factors factors, memory.desc bias, long row, Matrix result, primitive_attr attributes) {
    Matrix left = factors.left();
    Matrix right = factors.right();
    matmul computation =
        new matmul(
            new matmul.primitive_desc(
                dnn.engine(),
                left.layout(),
                right.layout(),
                bias,
                result.layout(),
                attributes,
                false));
    Arguments arguments =
        new Arguments()
            .with(DNNL_ARG_SRC, dnn.at(left.layout(), left.address()))
            .with(DNNL_ARG_WEIGHTS, dnn.at(right.layout(), right.address()))
            .with(DNNL_ARG_DST, dnn.at(result.layout(), result.address()));
    if (row != 0) {
      arguments.with(DNNL_ARG_BIAS, dnn.at(bias, row));
    }
    return dnn.execution(computation, arguments.map());
  }
}
