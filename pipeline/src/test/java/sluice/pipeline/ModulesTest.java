package sluice.pipeline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Who may see whom: the table of modules in docs/architecture.md, as a rule that fails the build.
 */
class ModulesTest {
  static final List<String> MODULES =
      List.of(
          "core",
          "ingestion",
          "sample",
          "features",
          "candidates",
          "evaluation",
          "ranking",
          "funnel",
          "serving",
          "pipeline");

  private static final Map<String, List<String>> MAY_SEE =
      Map.of(
          "core", List.of(),
          "ingestion", List.of("core"),
          "sample", List.of("core", "ingestion"),
          "features", List.of("core", "ingestion"),
          "candidates", List.of("core", "features"),
          "evaluation", List.of("core"),
          "ranking", List.of("core", "features", "evaluation"),
          "funnel", List.of("core", "features", "candidates", "ranking"),
          "serving", List.of("core", "ingestion", "features", "candidates", "ranking", "funnel"),
          "pipeline",
              List.of(
                  "core",
                  "ingestion",
                  "sample",
                  "features",
                  "candidates",
                  "evaluation",
                  "ranking",
                  "funnel",
                  "serving"));

  private static JavaClasses all;

  @BeforeAll
  static void read() {
    all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("sluice");
  }

  @Test
  void everyModuleIsOnTheClassPath() {
    assertThat(MODULES)
        .allMatch(m -> all.stream().anyMatch(c -> c.getPackageName().startsWith(of(m))));
  }

  @ParameterizedTest
  @FieldSource("MODULES")
  void aModuleSeesOnlyTheModulesItsRowNames(String module) {
    String[] forbidden =
        MODULES.stream()
            .filter(m -> !m.equals(module) && !seen(module).toList().contains(m))
            .map(m -> of(m) + "..")
            .toArray(String[]::new);
    if (forbidden.length > 0) {
      noClasses()
          .that()
          .resideInAPackage(of(module) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(forbidden)
          .check(all);
    }
  }

  @Test
  void coreStandsOnTheJdkAndJacksonAlone() {
    classes()
        .that()
        .resideInAPackage("sluice.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "sluice.core..",
            "java..",
            "jdk.incubator.vector..",
            "org.jspecify..",
            "tools.jackson..",
            "org.snakeyaml.engine..")
        .check(all);
  }

  @Test
  void whatOnlyTheWorldKnowsIsReadByTheOracleAndTheSimulatorAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages("sluice.sample..")
        .and()
        .doNotHaveFullyQualifiedName("sluice.pipeline.funnel.Oracle")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("sluice.sample.truth..")
        .check(all);
  }

  @Test
  void modulesHaveNoCycles() {
    slices().matching("sluice.(*)..").should().beFreeOfCycles().check(all);
  }

  @Test
  void packagesAreNamedByRole() {
    noClasses()
        .should()
        .resideInAnyPackage(
            "..util..", "..utils..", "..impl..", "..helper..", "..common..", "..manager..")
        .check(all);
  }

  @Test
  void theRulesNoticeAForbiddenArrow() {
    var rule =
        noClasses()
            .that()
            .resideInAPackage("sluice.pipeline..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("sluice.core..");
    assertThatThrownBy(() -> rule.check(all)).isInstanceOf(AssertionError.class);
  }

  private static String of(String module) {
    return "sluice." + module;
  }

  private static Stream<String> seen(String module) {
    return MAY_SEE.get(module).stream();
  }
}
