package sluice.candidates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.plugin.PluginTypes;

/** Every type of source that is registered works by its name alone. */
class SourceTypesTest {
  @TempDir private Path folder;

  static Stream<String> names() {
    return PluginTypes.load(SourceType.class, "candidate source").names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aBareNameIsFittedStoredAndRead(String name) {
    FittingPart part = Worlds.part(3, 30, 80, 700);
    CandidateSource source = Sources.stored(part, Map.of("type", name), folder);
    assertThat(source.name()).isEqualTo(name);
  }

  @Test
  void theTypesAreThoseOfTheDocs() {
    assertThat(names())
        .containsExactlyElementsOf(
            List.of(
                "bpr",
                "co-visitation",
                "ease",
                "friends",
                "history",
                "hnsw",
                "ials",
                "item-knn",
                "lucene",
                "popularity",
                "segment-popularity",
                "slim",
                "transitions",
                "trending",
                "typed-co-visitation",
                "user-knn",
                "vector"));
  }
}
