package dev.convoy.standalone.command;

import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.exchange.ForwardPass;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a model over a batch, in evaluation mode. */
@Command(
    name = "forward",
    description = "Runs a model over a batch of images in evaluation mode, from file to file.",
    mixinStandardHelpOptions = true)
public final class ForwardCommand implements Callable<Integer> {

  @Option(names = "--model", paramLabel = "NAME", required = true, description = "An architecture.")
  private String model = "";

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      required = true,
      description = "Its state dict under torchvision's names, as safetensors.")
  private Path weights = Path.of("weights.safetensors");

  @Option(
      names = "--input",
      paramLabel = "FILE",
      required = true,
      description = "Tensor 'input', N x C x H x W, as safetensors.")
  private Path input = Path.of("input.safetensors");

  @Option(
      names = "--output",
      paramLabel = "FILE",
      required = true,
      description = "Is written: tensor 'output', the logits, N x classes.")
  private Path output = Path.of("output.safetensors");

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Number of classes (default: as many as the weights have).")
  private @Nullable Integer classes;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description =
          "Is also written: the state dict as the network holds it, for torchvision to load.")
  private @Nullable Path state;

  @Override
  public Integer call() {
    OptionalInt count = classes == null ? OptionalInt.empty() : OptionalInt.of(classes);
    Device device = Device.find(Runtime.getRuntime().availableProcessors());
    new ForwardPass(model, count, weights).run(input, output, Optional.ofNullable(state), device);
    return 0;
  }
}
