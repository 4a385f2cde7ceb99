package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.Memory;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Step;
import dev.convoy.cnn.kernels.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * A network in evaluation mode whose activations can be read layer by layer after a run. It keeps
 * them all, so it takes more memory than an {@link Evaluator}, and fuses nothing. For one thread at
 * a time.
 */
public final class Probe implements AutoCloseable {

  /**
   * An activation that can be read.
   *
   * @param name the layer's path
   * @param activation absent if it is learned or of several pieces
   */
  public record Layer(String name, Optional<Activation> activation, Tensor tensor) {

    /** Its extent. */
    public Shape shape() {
      return tensor.shape();
    }
  }

  private final Evaluator evaluator;
  private final Program program;
  private final List<Layer> layers;

  private Probe(Evaluator evaluator, Program program, List<Layer> layers) {
    this.evaluator = evaluator;
    this.program = program;
    this.layers = layers;
  }

  /**
   * Compiles, all parameters as they start from the seed.
   *
   * @param kernels closed with it
   * @throws dev.convoy.cnn.CnnException if shapes or memory don't allow it; nothing is left then
   */
  public static Probe compile(Network network, Kernels kernels, int batch, long seed) {
    try {
      Trace trace = network.layerByLayer(batch);
      Trace answering = trace.withoutAuxiliaries();
      Forward forward = Forward.evaluation(answering);
      List<Layer> layers =
          answering.nodes().stream().flatMap(node -> node.activation(forward).stream()).toList();
      Listing listing = Listing.evaluation(answering, forward);
      ArenaPlan plan = listing.plan(layers.stream().map(Layer::tensor).toList());
      Parameters parameters =
          Parameters.allocate(
              kernels,
              Evaluator.store(kernels, network, Listing.everything(trace)),
              NoUpdate.INSTANCE);
      Memory arena = plan.allocate(kernels, plan.size());
      Program.Machine machine = new Program.Machine(kernels, new Step(batch, seed));
      Program program = new Program(listing, plan, arena, parameters, Optional.empty(), machine);
      Evaluator evaluator = new Evaluator(network, parameters, program, machine);
      for (Weight weight : network.weights()) {
        evaluator.write(weight.parameter(), Floats.copyOf(weight.initialValues(seed)));
      }
      return new Probe(evaluator, program, layers);
    } catch (RuntimeException e) {
      kernels.close();
      throw e;
    }
  }

  /** Takes over the parameters of the same network, wherever it is. */
  public void copy(Evaluator from) {
    List<Parameter> theirs = from.parameters();
    List<Parameter> ours = evaluator.parameters();
    for (int i = 0; i < ours.size(); i++) {
      MemorySegment values = Floats.room(ours.get(i).elements());
      from.read(theirs.get(i), values);
      evaluator.write(ours.get(i), values);
    }
  }

  /**
   * Runs the network over a full batch.
   *
   * @param images float32, N x H x W x C
   */
  public void run(MemorySegment images) {
    evaluator.evaluate(images, new int[evaluator.capacity()], evaluator.capacity());
  }

  /** Its activations in the order of data flow. */
  public List<Layer> layers() {
    return layers;
  }

  /** What a layer gave in the last run, N x H x W x C. */
  public float[] values(Layer layer) {
    Region region = program.of(layer.tensor());
    MemorySegment values = Floats.room(region.elements());
    region.memory().read(region.offset(), values, region.elements());
    return Floats.array(values);
  }

  @Override
  public void close() {
    evaluator.close();
  }
}
