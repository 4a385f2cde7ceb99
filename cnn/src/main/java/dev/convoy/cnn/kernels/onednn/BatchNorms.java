package dev.convoy.cnn.kernels.onednn;

import static dev.convoy.cnn.kernels.onednn.OneDnnKernels.address;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation.BatchNorm;
import dev.convoy.cnn.kernels.Operation.BatchNormBackward;
import dev.convoy.cnn.kernels.Operation.BatchNormForward;
import dev.convoy.cnn.kernels.Operation.BatchNormInference;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.vector.BatchNormGradientOp;
import dev.convoy.cnn.kernels.vector.BatchNormOp;
import dev.convoy.cnn.kernels.vector.NormState;
import dev.convoy.cnn.kernels.vector.Team;

/** Batch norms as vector loops. */
final class BatchNorms {

  private final Team team;

  BatchNorms(Team team) {
    this.team = team;
  }

  Op forward(BatchNormForward op, Placement at) {
    var addresses =
        new BatchNormOp.Addresses(
            address(op.x(), at), address(op.residual(), at), address(op.y(), at));
    NormState state = state(op.norm(), address(op.statistics(), at), at);
    return BatchNormOp.training(team, op.x().shape(), addresses, state, op.activation());
  }

  Op inference(BatchNormInference op, Placement at) {
    var addresses =
        new BatchNormOp.Addresses(
            address(op.x(), at), address(op.residual(), at), address(op.y(), at));
    NormState state = state(op.norm(), 0, at);
    return BatchNormOp.inference(team, op.x().shape(), addresses, state, op.activation());
  }

  Op backward(BatchNormBackward op, Placement at) {
    BatchNormForward forward = op.forward();
    long dx = address(op.dx(), at);
    long dz = op.dResidual().map(tensor -> address(tensor, at)).orElse(op.storesSum() ? dx : 0);
    var addresses =
        new BatchNormGradientOp.Addresses(
            address(forward.x(), at),
            op.storesSum() ? address(forward.y(), at) : 0,
            address(op.dy(), at),
            address(op.secondDy(), at),
            dz,
            dx,
            OneDnn.address(at.gradient(forward.norm().scale())),
            OneDnn.address(at.gradient(forward.norm().shift())));
    NormState state = state(forward.norm(), address(forward.statistics(), at), at);
    return new BatchNormGradientOp(
        team, forward.x().shape(), addresses, state, forward.activation());
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
}
