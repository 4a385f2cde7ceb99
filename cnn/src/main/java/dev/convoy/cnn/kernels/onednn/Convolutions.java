package dev.convoy.cnn.kernels.onednn;

import static dev.convoy.cnn.kernels.onednn.OneDnnKernels.address;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation.ConvolutionBackward;
import dev.convoy.cnn.kernels.Operation.ConvolutionForward;
import dev.convoy.cnn.kernels.Operation.Filter;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.Tensor;
import dev.convoy.cnn.kernels.onednn.Way.Places;
import dev.convoy.cnn.kernels.vector.OpenMpTeam;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.dnnl.memory;

/** Convolutions, each computed in the way that was chosen for its extents. */
final class Convolutions {

  private final OneDnn dnn;
  private final Weights weights;
  private final Chooser chooser;
  private final ForwardWays forwardWays;
  private final InputGradientWays inputGradientWays;
  private final WeightGradientWays weightGradientWays;

  Convolutions(OneDnn dnn, OpenMpTeam team, TiledWays tiled, Weights weights, Chooser chooser) {
    this.dnn = dnn;
    this.weights = weights;
    this.chooser = chooser;
    TapWays taps = new TapWays(dnn);
    forwardWays = new ForwardWays(dnn, new WinogradWays(dnn, team), taps);
    inputGradientWays = new InputGradientWays(dnn, tiled, taps);
    weightGradientWays = new WeightGradientWays(dnn, tiled, taps, team);
  }

  /** The layout that the chosen forward way likes best. */
  Weights.Layout layout(ConvolutionForward operation) {
    ConvolutionGeometry geometry = geometry(operation);
    return new Weights.Layout(geometry.canonicalWeights(), chosen(geometry).weights());
  }

  Op forward(ConvolutionForward operation, Placement placement) {
    Filter filter = operation.filter();
    Places places =
        new Places(
            address(operation.x(), placement),
            OneDnn.address(placement.values(filter.weights())),
            filter.bias().map(bias -> OneDnn.address(placement.values(bias))).orElse(0L),
            address(operation.y(), placement));
    Way way = chosen(geometry(operation));
    return bind(
        way, new Wanted(places, weights.stored(filter.weights()), Direction.READ), dnn.scratch());
  }

  /** Rehearsed in memory of its own, for it decides how the weights are stored. */
  private Way chosen(ConvolutionGeometry geometry) {
    return chooser.choose(
        geometry.key("convolution"),
        () -> forwardWays.of(geometry),
        (way, arena) ->
            way.bind(
                new Places(
                    OneDnn.room(arena, geometry.source),
                    OneDnn.room(arena, way.weights()),
                    geometry.bias.is_zero() ? 0 : OneDnn.room(arena, geometry.bias),
                    OneDnn.room(arena, geometry.destination))));
  }

  /** The gradients of weights and bias, and of the input if wanted. */
  Op backward(ConvolutionBackward operation, Placement placement) {
    List<Op> ops = new ArrayList<>();
    ops.add(weightGradient(operation, placement));
    operation.dx().ifPresent(dx -> ops.add(inputGradient(operation, dx, placement)));
    return OneDnn.inOrder(ops);
  }

  private Op weightGradient(ConvolutionBackward operation, Placement placement) {
    Filter filter = operation.filter();
    Places places =
        new Places(
            address(operation.x(), placement),
            OneDnn.address(placement.gradient(filter.weights())),
            filter.bias().map(bias -> OneDnn.address(placement.gradient(bias))).orElse(0L),
            address(operation.dy(), placement));
    Wanted wanted = new Wanted(places, weights.stored(filter.weights()), Direction.WRITTEN);
    ConvolutionGeometry geometry = geometry(operation);
    return chosen(geometry.key("weight gradient"), () -> weightGradientWays.of(geometry), wanted);
  }

  private Op inputGradient(ConvolutionBackward operation, Tensor dx, Placement placement) {
    Filter filter = operation.filter();
    Places places =
        new Places(
            address(dx, placement),
            OneDnn.address(placement.values(filter.weights())),
            0,
            address(operation.dy(), placement));
    Wanted wanted = new Wanted(places, weights.stored(filter.weights()), Direction.READ);
    ConvolutionGeometry geometry = geometry(operation);
    return chosen(geometry.key("input gradient"), () -> inputGradientWays.of(geometry), wanted);
  }

  private static ConvolutionGeometry geometry(ConvolutionForward operation) {
    return new ConvolutionGeometry(
        operation.filter(), operation.x().shape(), operation.y().shape());
  }

  private static ConvolutionGeometry geometry(ConvolutionBackward operation) {
    return new ConvolutionGeometry(
        operation.filter(), operation.x().shape(), operation.dy().shape());
  }

  /** What becomes of the weights: they are read, or, being a gradient, written. */
  private enum Direction {
    READ,
    WRITTEN
  }

  /** What a way is wanted for, and how the weights are stored there. */
  private record Wanted(Places places, memory.desc stored, Direction direction) {}

  private Op chosen(String operation, Supplier<List<Way>> ways, Wanted wanted) {
    Way way = chooser.choose(operation, ways, (tried, arena) -> bind(tried, wanted, arena));
    return bind(way, wanted, dnn.scratch());
  }

  /** Makes a way ready; where it wants the weights in another layout, with a copy in it. */
  private Op bind(Way way, Wanted wanted, Arena arena) {
    if (way.weights().equals(wanted.stored())) {
      return way.bind(wanted.places());
    }
    long copy = OneDnn.room(arena, way.weights());
    memory own = dnn.at(way.weights(), copy);
    memory stored = dnn.at(wanted.stored(), wanted.places().weights());
    Op computation = way.bind(wanted.places().withWeights(copy));
    return OneDnn.inOrder(
        switch (wanted.direction()) {
          case READ -> List.of(dnn.reordering(stored, own), computation);
          case WRITTEN -> List.of(computation, dnn.reordering(own, stored));
        });
  }
}
