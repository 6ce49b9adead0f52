package sluice.serving.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.UserError;
import sluice.serving.search.SearchResult.Hit;

class ItemSearchTest {
  private final ItemSearch search = ItemSearch.of(Films.part());

  @AfterEach
  void close() {
    search.close();
  }

  private List<String> found(String text) {
    return ids(search.search(SearchQuery.of(text, 20, 0)));
  }

  private static List<String> ids(SearchResult result) {
    return result.hits().stream().map(Hit::item).toList();
  }

  private void add(String id, String title, String plot) {
    search.upsert(SearchItem.always(id, Map.of("title", List.of(title), "plot", List.of(plot))));
  }

  @Test
  void aWordOfATitleFindsItsItems() {
    SearchResult result = search.search(SearchQuery.of("matrix", 20, 0));
    assertThat(ids(result)).containsExactly("f01", "f02");
    assertThat(result.total()).isEqualTo(2);
    assertThat(result.allWords()).isTrue();
    assertThat(result.hits().getFirst().title()).isEqualTo("The Matrix");
  }

  @ParameterizedTest
  @CsvSource({
    "THE MATRIX, f01", // case
    "princess farm, f09", // of the plot, in any order
    "music, f10", // of a category
    "1981, f06", // of a whole number
    "2011 ring, f08", // of several columns
    "f12, f12" // the id, where there is no title
  })
  void wordsOfAllColumnsCount(String text, String item) {
    assertThat(found(text).getFirst()).isEqualTo(item);
  }

  @ParameterizedTest
  @CsvSource({
    "matriix, f01", // insertion
    "matix, f01", // deletion
    "matrox, f01", // substitution
    "matirx, f01", // transposition
    "natrix, f01", // of the first letter
    "inxcepption, f04", // two of each in a long word
    "icepiton, f04",
    "inzeptiom, f04",
    "nicepiton, f04",
    "Interstelar, f05",
    "reloded matrx, f02" // in every word
  })
  void slipsAreForgiven(String text, String item) {
    SearchResult result = search.search(SearchQuery.of(text, 20, Films.PREMIERE));
    assertThat(ids(result).getFirst()).isEqualTo(item);
    assertThat(result.allWords()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mxtrxx", // two typos in a word of six letters
        "wat", // one in a word of three
        "inxxxtion", // three in a long word
        "1982" // one in a number
      })
  void tooManySlipsAreAnotherWord(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"amelie", "AMÉLIE", "Ame\u0301lie", "Àmèlïé", "ａｍｅｌｉｅ"})
  void diacriticsWidthAndCompositionDoNotMatter(String text) {
    assertThat(found(text)).containsExactly("f03");
  }

  @Test
  void ligaturesAreFoldedToo() {
    assertThat(found("strasse traume")).containsExactly("f11");
  }

  @Test
  void theLastWordMayBeUnfinished() {
    assertThat(found("matrix rel")).containsExactly("f02");
    assertThat(found("i")).contains("f04").doesNotContain("f01");
    SearchResult early = search.search(SearchQuery.of("rel matrix", 20, 0));
    assertThat(early.allWords()).as("only the last").isFalse();
  }

  @Test
  void theWordItselfComesBeforeWordsThatBeginWithItAndThoseBeforeSlips() {
    add("x1", "Stare", "");
    add("x2", "Starlight", "");
    add("x3", "Stur", "");
    add("x4", "", "a long plot in which only at the end of it all some star is mentioned");
    assertThat(found("star")).startsWith("f09", "x4").endsWith("x3");
    assertThat(found("star").subList(2, 4)).containsExactlyInAnyOrder("x1", "x2");
  }

  /** By BM25 alone the rare misspelling would come first. */
  @Test
  void aRareMisspellingDoesNotBeatTheCommonWord() {
    for (int i = 0; i < 50; i++) {
      add("d" + i, "Documentary", "one of many documentary films");
    }
    add("rare", "Documentery", "");
    SearchResult result = search.search(new SearchQuery("documentary", Map.of(), 0, 100, 0));
    assertThat(ids(result)).hasSize(51).endsWith("rare");
  }

  @Test
  void aSlipRanksLikeTheWordThatWasMeant() {
    add("x1", "Submarine", "submarine submarine");
    add("x2", "A Film of Some Other Thing", "where a submarine is seen for a moment");
    add("x3", "Yellow Submarine", "");
    assertThat(found("submarine")).hasSize(4).isEqualTo(found("submarnie"));
  }

  @Test
  void theTitleCountsMore() {
    add("x1", "Lighthouse", "one two three four");
    add("x0", "One Two Three Four", "lighthouse");
    assertThat(found("lighthouse")).containsExactly("x1", "x0");
  }

  @Test
  void whereNoItemHasAllWordsThoseWithMostComeFirst() {
    SearchResult result = search.search(SearchQuery.of("paris waitress horse", 20, 0));
    assertThat(result.allWords()).isFalse();
    assertThat(ids(result)).startsWith("f03").contains("f10", "f07").hasSize(3);
  }

  @Test
  void equalItemsAreOrderedById() {
    for (String id : List.of("z3", "z1", "z10", "z2")) {
      add(id, "Twin", "");
    }
    assertThat(found("twin")).containsExactly("z1", "z10", "z2", "z3");
  }

  @Test
  void onlyAvailableItemsAreFound() {
    assertThat(ids(search.search(SearchQuery.of("interstellar", 9, Films.PREMIERE - 1)))).isEmpty();
    assertThat(ids(search.search(SearchQuery.of("interstellar", 9, Films.PREMIERE))))
        .containsExactly("f05");
    assertThat(ids(search.search(SearchQuery.of("boot", 9, Films.PREMIERE - 1))))
        .containsExactly("f06");
    assertThat(ids(search.search(SearchQuery.of("boot", 9, Films.PREMIERE)))).isEmpty();
    assertThat(search.search(SearchQuery.of("", 9, Long.MIN_VALUE)).total()).isEqualTo(11);
    assertThat(search.search(SearchQuery.of("", 9, Long.MAX_VALUE)).total()).isEqualTo(11);
  }

  @Test
  void anUnavailableItemDoesNotMakeAllWordsMatch() {
    SearchResult result = search.search(SearchQuery.of("das boot warrior", 9, Films.PREMIERE));
    assertThat(result.allWords()).isFalse();
    assertThat(ids(result)).contains("f08").doesNotContain("f06");
  }

  @Test
  void pagesFollowEachOther() {
    List<String> all = ids(search.search(SearchQuery.of("drama", 20, 0)));
    assertThat(all).hasSizeGreaterThan(3);
    SearchResult page = search.search(new SearchQuery("drama", Map.of(), 1, 2, 0));
    assertThat(ids(page)).isEqualTo(all.subList(1, 3));
    assertThat(page.total()).isEqualTo(all.size());
    SearchResult none = search.search(new SearchQuery("drama", Map.of(), 0, 0, 0));
    assertThat(none.hits()).isEmpty();
    assertThat(none.total()).isEqualTo(all.size());
    assertThat(search.search(new SearchQuery("drama", Map.of(), 9_000, 1_000, 0)).hits()).isEmpty();
  }

  @Test
  void aTextWithoutWordsFindsEverythingById() {
    for (String text : List.of("", "  ", "!?* -", "\u0000")) {
      SearchResult all = search.search(SearchQuery.of(text, 20, 0));
      assertThat(ids(all)).hasSize(11).isSorted();
      assertThat(all.allWords()).isTrue();
    }
  }

  @Test
  void whatLooksLikeAQueryLanguageIsNot() {
    SearchResult twoWords = search.search(SearchQuery.of("title:matrix", 20, 0));
    assertThat(twoWords.allWords()).isFalse();
    assertThat(ids(twoWords)).containsExactly("f01", "f02");
    assertThat(found("-matrix")).containsExactly("f01", "f02");
    assertThat(found("\"matrix reloaded\"~2^4 [* TO *] /a/")).contains("f02");
  }

  @Test
  void pagesTooDeepAndForeignFiltersAreRefused() {
    assertThatThrownBy(() -> new SearchQuery("a", Map.of(), 9_990, 11, 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("10000 at most");
    assertThatThrownBy(() -> new SearchQuery("a", Map.of(), -1, 11, 0))
        .isInstanceOf(UserError.class);
    SearchQuery query = new SearchQuery("a", Map.of("genre", Set.of("War")), 0, 5, 0);
    assertThatThrownBy(() -> search.search(query))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("genre")
        .hasMessageContaining("did you mean genres");
    SearchQuery byYear = new SearchQuery("a", Map.of("year", Set.of("1999")), 0, 5, 0);
    assertThatThrownBy(() -> search.search(byYear)).isInstanceOf(UserError.class);
  }

  @Test
  void aCatalogueWithoutItemsOrColumnsCanBeSearched() {
    Catalogue none = Catalogue.always(Dictionary.of(List.of()));
    try (ItemSearch empty = ItemSearch.of(Films.part(none, EntityTable.empty(0)))) {
      SearchResult result = empty.search(SearchQuery.of("some thing", 10, 0));
      assertThat(result.total()).isZero();
      assertThat(result.facets()).isEmpty();
    }
    Catalogue bare = Catalogue.always(Dictionary.of(List.of("red-shoe", "blue-shoe")));
    try (ItemSearch ids = ItemSearch.of(Films.part(bare, EntityTable.empty(2)))) {
      assertThat(ids(ids.search(SearchQuery.of("shoe", 10, 0))))
          .containsExactly("blue-shoe", "red-shoe");
    }
  }
}
