package dev.convoy.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.spec.ExperimentReader;
import dev.convoy.protocol.spec.InvalidExperimentException;
import dev.convoy.protocol.spec.SearchSpec;
import dev.convoy.protocol.spec.StoppingSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing that a document can ask for is missing from the matrix. */
class MatrixTest {

  @Test
  void everySearchMethodStandsInIt() {
    assertThat(methods().map(SearchSpec.Method::getClass).collect(Collectors.toSet()))
        .isEqualTo(Set.of(SearchSpec.Method.class.getPermittedSubclasses()));
    assertThat(
            methods()
                .filter(SearchSpec.Random.class::isInstance)
                .map(method -> ((SearchSpec.Random) method).sampling()))
        .contains(SearchSpec.Sampling.values());
  }

  private static Stream<SearchSpec.Method> methods() {
    return Matrix.cells().map(cell -> cell.spec(1).search().method());
  }

  @Test
  void everyStoppingRuleStandsInIt() {
    Set<Class<?>> used =
        Matrix.cells()
            .flatMap(cell -> cell.spec(1).stopping().stream())
            .map(StoppingSpec::getClass)
            .collect(Collectors.toSet());

    assertThat(used).isEqualTo(kinds(StoppingSpec.class).collect(Collectors.toSet()));
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(MatrixTest::kinds)
        : Stream.of(type);
  }

  /** What docs/SEARCH.md says: asha and hyperband exclude coarse-to-fine, recipe and pbt. */
  @Test
  void onlyWhatExcludesItselfIsRefused() {
    for (Matrix.Cell cell : Matrix.cells().toList()) {
      assertThat(errors(cell)).as("%s", cell).hasSize(cell.excludesItself() ? 1 : 0);
    }
    assertThat(Matrix.cells().filter(Matrix.Cell::excludesItself)).hasSize(4 * 5);
  }

  private static List<String> errors(Matrix.Cell cell) {
    try {
      ExperimentReader.read(
          cell.document(1).getBytes(StandardCharsets.UTF_8), ExperimentReader.Format.JSON);
      return List.of();
    } catch (InvalidExperimentException e) {
      return e.errors().stream().map(Object::toString).toList();
    }
  }
}
