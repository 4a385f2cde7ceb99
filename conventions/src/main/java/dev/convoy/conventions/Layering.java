package dev.convoy.conventions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;

/**
 * The dependency arrows of docs/ARCHITECTURE.md as rules over compiled classes. A module's test
 * names its own package and what it may know beside the JDK.
 */
public final class Layering {

  private Layering() {}

  /** The shipped classes beneath a package. */
  public static JavaClasses shippedClasses(String rootPackage) {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages(rootPackage);
  }

  /**
   * Checks that the classes beneath a package know only themselves, the JDK and the packages named.
   *
   * @param allowed package patterns as ArchUnit writes them, such as {@code "io.vertx.."}
   * @throws AssertionError naming every class that reaches further
   */
  public static void mayOnlyKnow(String rootPackage, String... allowed) {
    String[] known =
        Stream.concat(Stream.of(rootPackage + "..", "java..", "org.jspecify.."), Stream.of(allowed))
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(rootPackage + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(known)
        .check(shippedClasses(rootPackage));
  }

  /**
   * Checks that nothing beneath a package knows the packages named.
   *
   * @throws AssertionError naming every class that does
   */
  public static void mustNotKnow(String somePackage, String... forbidden) {
    noClasses()
        .that()
        .resideInAPackage(somePackage + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .check(shippedClasses(somePackage));
  }

  /**
   * Checks that no packages directly beneath a root depend on each other in a circle.
   *
   * @throws AssertionError with the circle
   */
  public static void hasNoCycles(String rootPackage) {
    slices()
        .matching(rootPackage + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(shippedClasses(rootPackage));
  }
}
