package sluice.pipeline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Who may see whom: the table of modules in docs/concepts/architecture.md, as a rule that fails the
 * build.
 */
class ModulesTest {
  private static final Map<String, List<String>> MAY_SEE = table();

  static final List<String> MODULES = List.copyOf(MAY_SEE.keySet());

  private static Map<String, List<String>> table() {
    Map<String, List<String>> table = new LinkedHashMap<>();
    table.put("core", List.of());
    table.put("ingestion", List.of("core"));
    table.put("sample", List.of("core", "ingestion"));
    table.put("features", List.of("core", "ingestion"));
    table.put("candidates", List.of("core"));
    table.put("evaluation", List.of("core"));
    table.put("ranking", List.of("core", "evaluation"));
    table.put("funnel", List.of("core", "features", "candidates", "evaluation", "ranking"));
    table.put(
        "studies",
        List.of("core", "ingestion", "features", "candidates", "evaluation", "ranking", "funnel"));
    table.put(
        "serving", List.of("core", "ingestion", "features", "candidates", "ranking", "funnel"));
    table.put("pipeline", List.copyOf(table.keySet()));
    return table;
  }

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

  @ParameterizedTest
  @FieldSource("MODULES")
  void everyArrowOfItsRowIsUsed(String module) {
    assertThat(seen(module))
        .allSatisfy(other ->
            assertThat(all)
                .as(module + " sees " + other)
                .anyMatch(c ->
                    within(c.getPackageName(), module)
                        && c.getDirectDependenciesFromSelf().stream()
                            .anyMatch(d -> within(d.getTargetClass().getPackageName(), other))));
  }

  private static boolean within(String name, String module) {
    return name.equals(of(module)) || name.startsWith(of(module) + ".");
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
            "com.fasterxml.jackson.annotation..",
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
  void noClassNameStandsTwice() {
    assertThat(all.stream().filter(c -> !c.isNestedClass() && !c.isAnonymousClass()))
        .extracting(c -> c.getSimpleName())
        .filteredOn(name -> !name.equals("package-info"))
        .doesNotHaveDuplicates();
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
