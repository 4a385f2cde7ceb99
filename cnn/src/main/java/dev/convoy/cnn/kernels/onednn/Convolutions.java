package dev.convoy.cnn.kernels.onednn;

import dev.convoy.cnn.kernels.HostMemory;
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
import org.bytedeco.dnnl.memory;

/** Convolutions, each computed in the way that was chosen for its extents. */
final class Convolutions {

  private final OneDnn dnn;
  private final Weights weights;
  private final Chooser chooser;
  private final ForwardWays forwardWays;
  private final InputGradientWays inputGradientWays;
  private final WeightGradientWays weightGradientWays;

  Convolutions(OneDnn dnn, OpenMpTeam team, Weights weights, Chooser chooser) {
    this.dnn = dnn;
    this.weights = weights;
    this.chooser = chooser;
    WinogradWays winograd = new WinogradWays(dnn, team);
    forwardWays = new ForwardWays(dnn, winograd);
    inputGradientWays = new InputGradientWays(dnn, forwardWays, winograd);
    weightGradientWays = new WeightGradientWays(dnn, forwardWays, winograd, team);
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
            address(placement, operation.x()),
            OneDnn.address(placement.values(filter.weights())),
            filter.bias().map(bias -> OneDnn.address(placement.values(bias))).orElse(0L),
            address(placement, operation.y()));
    Way way = chosen(geometry(operation));
    return bind(
        way, new Wanted(places, weights.stored(filter.weights()), Direction.READ), keeping());
  }

  /** Rehearsed in memory of its own, for it decides how the weights are stored. */
  private Way chosen(ConvolutionGeometry geometry) {
    return chooser.choose(
        geometry.key("convolution"),
        forwardWays.of(geometry),
        (way, arena) ->
            way.bind(
                new Places(
                    room(arena, geometry.source),
                    room(arena, way.weights()),
                    geometry.bias.is_zero() ? 0 : room(arena, geometry.bias),
                    room(arena, geometry.destination))));
  }

  private static long room(Arena arena, memory.desc layout) {
    return HostMemory.allocate(arena, layout.get_size() / Float.BYTES).address(0);
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
            address(placement, operation.x()),
            OneDnn.address(placement.gradient(filter.weights())),
            filter.bias().map(bias -> OneDnn.address(placement.gradient(bias))).orElse(0L),
            address(placement, operation.dy()));
    Wanted wanted = new Wanted(places, weights.stored(filter.weights()), Direction.WRITTEN);
    ConvolutionGeometry geometry = geometry(operation);
    return chosen(geometry.key("weight gradient"), weightGradientWays.of(geometry), wanted);
  }

  private Op inputGradient(ConvolutionBackward operation, Tensor dx, Placement placement) {
    Filter filter = operation.filter();
    Places places =
        new Places(
            address(placement, dx),
            OneDnn.address(placement.values(filter.weights())),
            0,
            address(placement, operation.dy()));
    Wanted wanted = new Wanted(places, weights.stored(filter.weights()), Direction.READ);
    ConvolutionGeometry geometry = geometry(operation);
    return chosen(geometry.key("input gradient"), inputGradientWays.of(geometry), wanted);
  }

  private static ConvolutionGeometry geometry(ConvolutionForward operation) {
    return new ConvolutionGeometry(
        operation.filter(), operation.x().shape(), operation.y().shape());
  }

  private static ConvolutionGeometry geometry(ConvolutionBackward operation) {
    return new ConvolutionGeometry(
        operation.filter(), operation.x().shape(), operation.dy().shape());
  }

  private static long address(Placement placement, Tensor tensor) {
    return OneDnn.address(placement.of(tensor));
  }

  /** What becomes of the weights: they are read, or, being a gradient, written. */
  private enum Direction {
    READ,
    WRITTEN
  }

  /** What a way is wanted for, and how the weights are stored there. */
  private record Wanted(Places places, memory.desc stored, Direction direction) {}

  private Op chosen(String operation, List<Way> ways, Wanted wanted) {
    Way way = chooser.choose(operation, ways, (tried, arena) -> bind(tried, wanted, arena));
    return bind(way, wanted, keeping());
  }

  private Arena keeping() {
    return dnn.scratch();
  }

  /** Makes a way ready; where it wants the weights in another layout, with a copy in it. */
  private Op bind(Way way, Wanted wanted, Arena arena) {
    if (way.weights().equals(wanted.stored())) {
      return way.bind(wanted.places());
    }
    long copy = room(arena, way.weights());
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
