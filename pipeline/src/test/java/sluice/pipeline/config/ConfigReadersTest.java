package sluice.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sluice.candidates.EmbeddingType;
import sluice.candidates.SourceType;
import sluice.core.plugin.ConfiguredType;
import sluice.core.plugin.PluginTypes;
import sluice.features.FeatureFamilyType;
import sluice.ingestion.CanonicalTables;
import sluice.ranking.RankerType;

/**
 * Each setting that a config can hold is asked for by some stage: one that is read and never asked
 * for would change nothing.
 */
class ConfigReadersTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("sluice");

  /** What a record's own bookkeeping is, not a use. */
  private static final Set<String> OWN = Set.of("<init>", "equals", "hashCode", "toString", "read");

  @Test
  void everySettingHasAReader() throws ClassNotFoundException {
    List<String> unread = new ArrayList<>();
    Set<String> records = new TreeSet<>();
    for (Class<?> record : settings()) {
      records.add(record.getSimpleName());
      for (RecordComponent component : record.getRecordComponents()) {
        // "resolved" is no setting: it holds all of them as they were understood, for anyone who
        // prints them.
        if (!component.getName().equals("resolved")
            && !isRead(ALL.get(record), component.getName())) {
          unread.add(record.getSimpleName() + "." + component.getName());
        }
      }
    }
    assertThat(unread).isEmpty();
    assertThat(records)
        .contains(
            "PipelineConfig",
            "DataSettings",
            "EvaluationSettings",
            "FairnessSettings",
            "RetrievalSettings",
            "FusionSettings",
            "IalsSettings",
            "ContentSettings",
            "FeatureSettings",
            "SharedSettings",
            "Transitions",
            "CoOccurrence",
            "RankingSettings",
            "TrainingSettings",
            "ImportanceSettings",
            "IngestionSettings",
            "SampleSettings",
            "CheckSuite",
            "KFold",
            "ServeConfig",
            "Limits");
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // a kind is loaded as its raw interface
  private static final List<Class<? extends ConfiguredType<?>>> KINDS =
      (List)
          List.of(SourceType.class, EmbeddingType.class, FeatureFamilyType.class, RankerType.class);

  @Test
  void aSettingThatNobodyAsksForIsNoticed() {
    assertThat(isRead(ALL.get(CanonicalTables.class), "folder")).isTrue();
    JavaClass own = new ClassFileImporter().importClass(Forgotten.class);
    assertThat(isRead(own, "asked")).isTrue();
    assertThat(isRead(own, "ignored")).isFalse();
  }

  record Forgotten(int asked, int ignored) {
    int twice() {
      return 2 * asked;
    }
  }

  /** The records that the config is read into, from the top down. */
  private static Set<Class<?>> settings() throws ClassNotFoundException {
    Set<Class<?>> found = new java.util.LinkedHashSet<>();
    List<Class<?>> open = new ArrayList<>(List.of(PipelineConfig.class, ServeConfig.class));
    for (Class<? extends ConfiguredType<?>> kind : KINDS) {
      PluginTypes.load(kind, "type").all().forEach(type -> open.add(type.settings()));
    }
    while (!open.isEmpty()) {
      Class<?> next = open.removeFirst();
      if (next.isSealed()) {
        open.addAll(Arrays.asList(next.getPermittedSubclasses()));
      }
      if (!next.isRecord() || !next.getName().startsWith("sluice.") || !found.add(next)) {
        continue;
      }
      for (RecordComponent component : next.getRecordComponents()) {
        for (String name : component.getGenericType().getTypeName().split("[<>, ]+", -1)) {
          if (name.startsWith("sluice.")) {
            open.add(Class.forName(name));
          }
        }
      }
    }
    return found;
  }

  private static boolean isRead(JavaClass record, String component) {
    boolean throughInterface =
        record.getAllRawInterfaces().stream()
            .flatMap(i -> i.tryGetMethod(component).stream())
            .anyMatch(m -> !m.getCallsOfSelf().isEmpty() || !m.getReferencesToSelf().isEmpty());
    if (throughInterface) {
      return true;
    }
    JavaMethod accessor = record.getMethod(component);
    JavaField field = record.getField(component);
    Set<JavaAccess<?>> uses =
        Stream.<JavaAccess<?>>concat(
                Stream.concat(
                    accessor.getCallsOfSelf().stream(),
                    accessor.getReferencesToSelf().stream().map(r -> (JavaAccess<?>) r)),
                field.getAccessesToSelf().stream())
            .collect(Collectors.toSet());
    return uses.stream()
        .anyMatch(use ->
            !use.getOriginOwner().equals(record)
                || !(OWN.contains(use.getOrigin().getName())
                    || use.getOrigin().getName().equals(component)
                    || use.getOrigin().getName().startsWith("with")));
  }
}
