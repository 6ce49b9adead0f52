package sluice.candidates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.core.UserError;

class RetrievalSettingsTest {
  private static RetrievalSettings read(Map<String, Object> config) {
    return RetrievalSettings.read(Sources.node("candidates", config));
  }

  @Test
  void anEmptyConfigHasTheDefaults() {
    RetrievalSettings settings = read(Map.of());
    assertThat(settings.sources().stream().map(SourceSpec::name))
        .containsExactly(
            "popularity",
            "lucene",
            "hnsw-ials",
            "hnsw-content",
            "ease",
            "item-knn",
            "transitions",
            "co-visitation");
    assertThat(settings.compare()).isEmpty();
    assertThat(settings.fusion().n()).isEqualTo(500);
  }

  @Test
  void aBareWordOfCompareThatIsFusedMeansTheFusedOne() {
    RetrievalSettings settings = read(Map.of("compare", List.of("item-knn", "user-knn")));
    assertThat(settings.compare().stream().map(SourceSpec::name)).containsExactly("user-knn");
  }

  @Test
  void aBareWordIsAType() {
    RetrievalSettings settings =
        read(
            Map.of(
                "sources",
                List.of("popularity", "item-knn"),
                "compare",
                List.of("ials"),
                "fusion",
                "weighted"));
    assertThat(settings.all().stream().map(SourceSpec::name))
        .containsExactly("popularity", "item-knn", "ials");
  }

  @Test
  void anIalsSourceWithKeysOfItsOwnHasAnEmbeddingOfItsOwn() {
    RetrievalSettings settings =
        read(
            Map.of(
                "sources",
                List.of("ials", Map.of("type", "ials", "name", "wide", "factors", 128))));
    assertThat(settings.embeddings().stream().map(EmbeddingSpec::name))
        .containsExactly("ials", "wide", "content");
  }

  private static Arguments exactWith(String key, Object value) {
    return Arguments.of(
        Map.of("sources", List.of(Map.of("type", "vector", "index", "exact", key, value))),
        "a graph's key changes nothing; remove it");
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(Map.of("sources", List.of("lucenne")), "did you mean lucene?"),
        Arguments.of(Map.of("sources", List.of()), "at least one source"),
        exactWith("M", 32L),
        exactWith("efConstruction", 100L),
        exactWith("ef", 50L),
        exactWith("engine", "lucene"),
        Arguments.of(Map.of("source", List.of("lucene")), "did you mean sources?"),
        Arguments.of(Map.of("sources", List.of("popularity", "popularity")), "another name"),
        Arguments.of(Map.of("sources", List.of(Map.of("type", "popularity", "n", 0))), "from 1 to"),
        Arguments.of(
            Map.of("sources", List.of(Map.of("type", "popularity", "window", "year"))),
            "number of days"),
        Arguments.of(
            Map.of("sources", List.of(Map.of("type", "hnsw", "embedding", "contend"))),
            "did you mean content?"),
        Arguments.of(
            Map.of("sources", List.of(Map.of("type", "hnsw", "m", 16))), "did you mean M?"),
        Arguments.of(
            Map.of("sources", List.of(Map.of("type", "lucene", "name", "A B"))), "lower-case"),
        Arguments.of(Map.of("sources", List.of(Map.of("n", 3))), "type"),
        Arguments.of(
            Map.of("fusion", Map.of("weights", Map.of("hnsw", 2))), "not among those fused"),
        Arguments.of(Map.of("fusion", Map.of("type", "borda")), "reciprocal-rank"),
        Arguments.of(Map.of("ials", Map.of("alpha", 0)), "alpha"),
        Arguments.of(Map.of("content", Map.of("dimensions", 32)), "did you mean dimension?"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void badConfigIsRefusedWithItsPlace(Map<String, Object> config, String part) {
    assertThatThrownBy(() -> read(config).checkEmbeddings(List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(part)
        .hasMessageContaining("config.yaml:1")
        .hasMessageContaining("candidates");
  }

  @Test
  void whatTheDataBringsIsSearchedByItsName() {
    RetrievalSettings settings =
        read(Map.of("sources", List.of(Map.of("type", "hnsw", "embedding", "clip"))));
    settings.checkEmbeddings(List.of("clip", "given"));
    assertThat(settings.embeddings().getFirst().name()).isEqualTo("clip");
    assertThat(settings.embeddings().getFirst().type().type()).isEqualTo("brought");
    assertThatThrownBy(() -> settings.checkEmbeddings(List.of("clap")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("candidates.sources[0].embedding is clip, but one of ")
        .hasMessageContaining("did you mean clap?");
    assertThatThrownBy(() -> settings.checkEmbeddings(List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the data brings no vectors of its own");
    assertThatThrownBy(() -> settings.checkEmbeddings(List.of("clip", "ials")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "embeddings.ials of dataset.yaml has the name of an embedding that is learned; give it"
                + " another");
  }
}
