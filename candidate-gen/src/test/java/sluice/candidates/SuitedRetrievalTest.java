package sluice.candidates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.candidates.text.ItemTermReader;
import sluice.core.CandidateSource;
import sluice.core.Catalogue;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.Embedding;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.Progress;
import sluice.core.Tags;
import sluice.core.UserError;

class SuitedRetrievalTest {
  private static final int ITEMS = 4;

  @TempDir private Path folder;

  /** Three users, four items, and the columns given. */
  private static FittingPart part(Map<String, Column> columns, int itemsPerUser) {
    Interactions.Builder rows = new Interactions.Builder(List.of("view"), 12);
    int time = 0;
    for (int user = 0; user < 3; user++) {
      for (int k = 0; k < 3; k++) {
        rows.add(user, (user + k % itemsPerUser) % ITEMS, time++, Float.NaN, 1, 0, -1);
      }
    }
    Interactions interactions = rows.build();
    return new FittingPart(
        Dictionary.of(List.of("a", "b", "c")),
        Catalogue.always(Dictionary.of(List.of("p", "q", "r", "s"))),
        interactions,
        new Histories(interactions, 3),
        EntityTable.undated(ITEMS, columns),
        EntityTable.empty(3),
        Tags.none(),
        Optional.empty(),
        100,
        true);
  }

  private static SuitedRetrieval suited(FittingPart part, Map<String, Object> config) {
    return SuitedRetrieval.of(
        RetrievalSettings.read(Sources.node("candidates", config)), List.of(part), true);
  }

  private static List<String> names(List<SourceSpec> sources) {
    return sources.stream().map(SourceSpec::name).toList();
  }

  private static Column texts(String... texts) {
    return new Column.Texts(texts);
  }

  @Test
  void withoutTextsThereIsNoInvertedIndexAndNoContentVector() {
    FittingPart part = part(Map.of(), 3);
    SuitedRetrieval suited = suited(part, Map.of());
    assertThat(names(suited.settings().sources()))
        .containsExactly(
            "popularity", "hnsw-ials", "ease", "item-knn", "transitions", "co-visitation");
    assertThat(suited.settings().embeddings().stream().map(EmbeddingSpec::name).toList())
        .containsExactly("ials");
    assertThat(suited.notes()).hasSize(2);
    assertThat(suited.notes().get(0)).startsWith("The source lucene is left out: ");
    assertThat(suited.notes().get(1)).startsWith("The source hnsw-content is left out: ");
  }

  @Test
  void columnsThatAreThereButEmptyAreNothingToSearch() {
    SuitedRetrieval suited = suited(part(Map.of("title", texts("", "", "the", "")), 3), Map.of());
    assertThat(names(suited.settings().sources()))
        .containsExactly(
            "popularity", "hnsw-ials", "ease", "item-knn", "transitions", "co-visitation");
    assertThat(suited.notes().getFirst()).contains("no words in title");
  }

  @Test
  void titlesOfWhichNoTwoShareAWordCanBeSearchedButMakeNoVectors() {
    SuitedRetrieval suited =
        suited(part(Map.of("title", texts("river", "stone", "night", "moon")), 3), Map.of());
    assertThat(names(suited.settings().sources()))
        .containsExactly(
            "popularity",
            "lucene",
            "hnsw-ials",
            "ease",
            "item-knn",
            "transitions",
            "co-visitation");
  }

  @Test
  void theFieldsOfTheInvertedIndexAreThoseThatTheDataHas() {
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("blurb", texts("a river", "a stone", "stone river", ""));
    columns.put("about", texts("night", "night", "", ""));
    assertThat(fieldsOf(columns)).containsExactly("blurb", "about");
    columns.put("name", texts("moon", "sun", "star", "sky"));
    assertThat(fieldsOf(columns)).containsExactly("name");
    columns.put(
        "genres",
        new Column.Categories(
            Dictionary.of(List.of("x")), new int[] {0, 1, 2, 3, 4}, new int[] {0, 0, 0, 0}));
    columns.put("title", texts("moon", "sun", "star", "sky"));
    assertThat(fieldsOf(columns)).containsExactly("title", "name", "genres");
  }

  private static List<String> fieldsOf(Map<String, Column> columns) {
    return ItemTermReader.suitable(part(columns, 3));
  }

  @Test
  void neighboursNeedAUserOfTwoItems() {
    Map<String, Object> config =
        Map.of("sources", List.of("popularity", "item-knn"), "compare", List.of("transitions"));
    assertThat(suited(part(Map.of(), 3), config).notes()).isEmpty();
    SuitedRetrieval suited = suited(part(Map.of(), 1), config);
    assertThat(names(suited.settings().all())).containsExactly("popularity");
    assertThat(suited.notes()).allMatch(n -> n.contains("two different items"));
  }

  @Test
  void whatNeedsRepeatsTimesOrSegmentsIsLeftOutWithoutThem() {
    Map<String, Object> config =
        Map.of("sources", List.of("popularity", "history", "segment-popularity"));
    SuitedRetrieval suited = suited(part(Map.of(), 3), config);
    assertThat(names(suited.settings().sources())).containsExactly("popularity");
    assertThat(suited.notes())
        .containsExactly(
            "The source history is left out: it brings what the user had before, which"
                + " evaluation.seen: exclude keeps out.",
            "The source segment-popularity is left out: neither users nor items have a column of"
                + " categories.");
    RetrievalSettings settings = RetrievalSettings.read(Sources.node("candidates", config));
    assertThat(SuitedRetrieval.of(settings, List.of(part(Map.of(), 3)), false).notes()).hasSize(1);
  }

  @Test
  void withNoSourceLeftTheUserIsToldWhichWould() {
    assertThatThrownBy(() -> suited(part(Map.of(), 3), Map.of("sources", List.of("lucene"))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no source has anything to search")
        .hasMessageContaining("The source lucene is left out")
        .hasMessageContaining("popularity");
  }

  @Test
  void whatWasLeftOutIsNotLookedForInTheStoredFiles() {
    FittingPart part = part(Map.of(), 3);
    RetrievalSettings configured = RetrievalSettings.read(Sources.node("candidates", Map.of()));
    RetrievalSettings settings = SuitedRetrieval.of(configured, List.of(part), true).settings();
    Retrieval fitted = Retrieval.fit(part, settings, 42, 1, folder, Progress.SILENT);
    StoredRetrieval.write(fitted, List.of(), folder);
    Retrieval read = StoredRetrieval.read(part, configured, 42, folder);
    assertThat(read.sources())
        .extracting(CandidateSource::name)
        .containsExactly(
            "popularity", "hnsw-ials", "ease", "item-knn", "transitions", "co-visitation");
    assertThat(read.embeddings()).extracting(Embedding::name).containsExactly("ials");
    RetrievalSettings others =
        RetrievalSettings.read(
            Sources.node("candidates", Map.of("sources", List.of("popularity"))));
    assertThatThrownBy(() -> StoredRetrieval.read(part, others, 42, folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("holds the sources [popularity, hnsw-ials, ease, item-knn");
  }
}
