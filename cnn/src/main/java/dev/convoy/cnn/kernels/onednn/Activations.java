package dev.convoy.cnn.kernels.onednn;

import static dev.convoy.cnn.kernels.onednn.OneDnnKernels.address;

import dev.convoy.cnn.kernels.ActivationOperation;
import dev.convoy.cnn.kernels.ActivationOperation.MaxoutBackward;
import dev.convoy.cnn.kernels.ActivationOperation.MaxoutForward;
import dev.convoy.cnn.kernels.ActivationOperation.PreluBackward;
import dev.convoy.cnn.kernels.ActivationOperation.PreluForward;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.vector.ActivationLoops;
import dev.convoy.cnn.kernels.vector.MaxoutOp;
import dev.convoy.cnn.kernels.vector.PreluGradientOp;
import dev.convoy.cnn.kernels.vector.Team;

/** Nonlinearities as vector loops. */
final class Activations {

  private final Team team;

  Activations(Team team) {
    this.team = team;
  }

  Op prepare(ActivationOperation operation, Placement at) {
    return switch (operation) {
      case ActivationOperation.Forward op ->
          ActivationLoops.forward(
              team,
              op.activation(),
              address(op.x(), at),
              address(op.y(), at),
              op.y().shape().elements());
      case ActivationOperation.Backward op ->
          ActivationLoops.backward(
              team,
              op.activation(),
              address(op.y(), at),
              address(op.dy(), at),
              address(op.dx(), at),
              op.dx().shape().elements());
      case PreluForward op ->
          ActivationLoops.prelu(
              team,
              OneDnn.address(at.values(op.slope())),
              address(op.x(), at),
              address(op.y(), at),
              op.y().shape().elements());
      case PreluBackward op -> preluGradient(op, at);
      case MaxoutForward op ->
          MaxoutOp.forward(
              team, op.x().shape(), op.y().shape(), address(op.x(), at), address(op.y(), at));
      case MaxoutBackward op -> maxoutGradient(op, at);
    };
  }

  private Op preluGradient(PreluBackward op, Placement at) {
    PreluGradientOp.Addresses addresses =
        new PreluGradientOp.Addresses(
            OneDnn.address(at.values(op.slope())),
            address(op.x(), at),
            address(op.dy(), at),
            address(op.dx(), at),
            OneDnn.address(at.gradient(op.slope())));
    return new PreluGradientOp(team, addresses, op.x().shape().elements());
  }

  private Op maxoutGradient(MaxoutBackward op, Placement at) {
    return MaxoutOp.backward(
        team,
        op.y().shape(),
        op.x().shape().channels() / op.y().shape().channels(),
        new MaxoutOp.Addresses(
            address(op.x(), at), address(op.y(), at), address(op.dy(), at), address(op.dx(), at)));
  }
}
