package dev.convoy.cnn.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Tensor;
import dev.convoy.cnn.zoo.Architectures;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArenaPlanTest {

  static Stream<String> architectures() {
    return Architectures.names().stream();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void nothingIsOverwrittenBeforeItIsRead(String architecture) {
    Listing evaluation = Listing.evaluation(network(architecture).trace(8));
    for (Listing listing : List.of(training(architecture), evaluation)) {
      ArenaPlan plan = listing.plan();
      Map<Tensor, Tensor> lastWriter = new HashMap<>();
      List<Tensor> written = new ArrayList<>(List.of(listing.input()));

      for (Operation operation : listing.operations()) {
        for (Tensor read : operation.reads()) {
          assertThat(lastWriter.getOrDefault(read, read))
              .as("%s: what lies where %s reads %s", architecture, operation, read)
              .isSameAs(read);
        }
        for (Tensor output : operation.writes()) {
          written.stream()
              .filter(other -> overlap(plan, output, other))
              .forEach(other -> lastWriter.put(other, output));
          lastWriter.put(output, output);
          written.add(output);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void memoryIsSharedByTensorsThatNeverMeet(String architecture) {
    Listing listing = training(architecture);

    long apart =
        listing.operations().stream()
            .flatMap(operation -> operation.writes().stream())
            .mapToLong(tensor -> tensor.shape().elements())
            .sum();

    assertThat(listing.plan().size()).isLessThan(apart * 4 / 5);
  }

  private static Listing training(String architecture) {
    Network network = network(architecture);
    return Listing.training(network.trace(8), Set.copyOf(network.parameters()));
  }

  private static Network network(String architecture) {
    return Architectures.named(new NetworkSpec(architecture, new ImageShape(3, 72, 72), 10, 0.5));
  }

  private static boolean overlap(ArenaPlan plan, Tensor a, Tensor b) {
    return a != b
        && plan.offset(a) < plan.offset(b) + b.shape().elements()
        && plan.offset(b) < plan.offset(a) + a.shape().elements();
  }
}
