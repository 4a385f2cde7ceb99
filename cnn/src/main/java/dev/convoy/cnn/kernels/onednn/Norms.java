package dev.convoy.cnn.kernels.onednn;

import static dev.convoy.cnn.kernels.onednn.OneDnnKernels.address;

import dev.convoy.cnn.kernels.NormOperation;
import dev.convoy.cnn.kernels.NormOperation.BatchNorm;
import dev.convoy.cnn.kernels.NormOperation.GroupNorm;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Tensor;
import dev.convoy.cnn.kernels.vector.BatchNormGradientOp;
import dev.convoy.cnn.kernels.vector.BatchNormOp;
import dev.convoy.cnn.kernels.vector.GroupNormGradientOp;
import dev.convoy.cnn.kernels.vector.GroupNormOp;
import dev.convoy.cnn.kernels.vector.GroupState;
import dev.convoy.cnn.kernels.vector.NormGradient;
import dev.convoy.cnn.kernels.vector.NormState;
import dev.convoy.cnn.kernels.vector.Team;
import java.util.Optional;

/** Norms as vector loops. */
final class Norms {

  private final Team team;

  Norms(Team team) {
    this.team = team;
  }

  Op prepare(NormOperation operation, Placement at) {
    return switch (operation) {
      case NormOperation.Forward op -> forward(op, at);
      case NormOperation.Backward op -> backward(op, at);
      case NormOperation.Inference op -> inference(op, at);
    };
  }

  private Op forward(NormOperation.Forward op, Placement at) {
    BatchNormOp.Addresses addresses = addresses(op.x(), op.residual(), op.y(), at);
    Shape shape = op.x().shape();
    return switch (op.norm()) {
      case BatchNorm norm ->
          BatchNormOp.training(
              team,
              shape,
              addresses,
              state(norm, address(op.statistics(), at), at),
              op.activation());
      case GroupNorm norm ->
          new GroupNormOp(
              team, addresses, state(norm, op.statistics(), shape, at), op.activation());
    };
  }

  private Op inference(NormOperation.Inference op, Placement at) {
    BatchNormOp.Addresses addresses = addresses(op.x(), op.residual(), op.y(), at);
    NormState state = state(op.norm(), 0, at);
    return BatchNormOp.inference(team, op.x().shape(), addresses, state, op.activation());
  }

  private static BatchNormOp.Addresses addresses(
      Tensor x, Optional<Tensor> residual, Tensor y, Placement at) {
    return new BatchNormOp.Addresses(address(x, at), address(residual, at), address(y, at));
  }

  private Op backward(NormOperation.Backward op, Placement at) {
    NormOperation.Forward forward = op.forward();
    long dx = address(op.dx(), at);
    long dz = op.dResidual().map(tensor -> address(tensor, at)).orElse(op.storesSum() ? dx : 0);
    NormGradient addresses =
        new NormGradient(
            address(forward.x(), at),
            op.storesSum() ? address(forward.y(), at) : 0,
            address(op.dy(), at),
            address(op.secondDy(), at),
            dz,
            dx,
            OneDnn.address(at.gradient(forward.norm().scale())),
            OneDnn.address(at.gradient(forward.norm().shift())));
    Shape shape = forward.x().shape();
    return switch (forward.norm()) {
      case BatchNorm norm -> {
        NormState state = state(norm, address(forward.statistics(), at), at);
        yield new BatchNormGradientOp(team, shape, addresses, state, forward.activation());
      }
      case GroupNorm norm -> {
        GroupState state = state(norm, forward.statistics(), shape, at);
        yield new GroupNormGradientOp(team, addresses, state, forward.activation());
      }
    };
  }

  private static NormState state(BatchNorm norm, long statistics, Placement at) {
    return new NormState(
        norm.channels(),
        OneDnn.address(at.values(norm.scale())),
        OneDnn.address(at.values(norm.shift())),
        OneDnn.address(at.values(norm.runningMean())),
        OneDnn.address(at.values(norm.runningVariance())),
        statistics,
        norm.epsilon(),
        norm.momentum());
  }

  private static GroupState state(GroupNorm norm, Tensor statistics, Shape x, Placement at) {
    return new GroupState(
        x.batch(),
        norm.channels(),
        norm.groups(),
        (long) x.height() * x.width(),
        OneDnn.address(at.values(norm.scale())),
        OneDnn.address(at.values(norm.shift())),
        address(statistics, at),
        norm.epsilon());
  }
}
