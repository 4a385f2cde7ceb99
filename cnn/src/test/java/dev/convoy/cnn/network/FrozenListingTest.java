package dev.convoy.cnn.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.kernels.NormOperation;
import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.zoo.Architectures;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** L1: no gradient is computed beneath the lowest layer that learns. */
class FrozenListingTest {

  @Test
  @DisplayName("L1: with all but the head frozen only the head is differentiated")
  void onlyTheHeadIsDifferentiated() {
    List<Operation> operations = listing("resnet20", "fc.");

    assertThat(operations).noneMatch(Operation.ConvolutionBackward.class::isInstance);
    assertThat(operations).noneMatch(NormOperation.Forward.class::isInstance);
    assertThat(operations)
        .filteredOn(Operation.LinearBackward.class::isInstance)
        .singleElement()
        .satisfies(op -> assertThat(((Operation.LinearBackward) op).dx()).isEmpty());
  }

  @Test
  void nothingBelowTheLowestLearnedLayerIsDifferentiated() {
    List<Operation> operations = listing("resnet20", "layer3.", "fc.");

    assertThat(operations)
        .filteredOn(Operation.ConvolutionBackward.class::isInstance)
        .isNotEmpty()
        .allSatisfy(
            op ->
                assertThat(((Operation.ConvolutionBackward) op).filter().weights().name())
                    .startsWith("layer3."));
  }

  private static List<Operation> listing(String architecture, String... learnedPrefixes) {
    Network network =
        Architectures.named(new NetworkSpec(architecture, new ImageShape(3, 32, 32), 10, 0));
    Set<Parameter> learned =
        network.parameters().stream()
            .filter(
                parameter ->
                    List.of(learnedPrefixes).stream().anyMatch(parameter.name()::startsWith))
            .collect(Collectors.toSet());
    return Listing.training(network.trace(4), learned).operations();
  }
}
