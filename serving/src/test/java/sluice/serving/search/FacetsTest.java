package sluice.serving.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sluice.core.Catalogue;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.serving.search.SearchResult.Facet;
import sluice.serving.search.SearchResult.FacetValue;
import sluice.serving.search.SearchResult.Hit;

class FacetsTest {
  private static SearchResult search(
      ItemSearch search, String text, Map<String, Set<String>> filters, int n) {
    return search.search(new SearchQuery(text, filters, 0, n, 0));
  }

  private static Map<String, Long> counts(SearchResult result, String column) {
    return result.facets().stream()
        .filter(f -> f.column().equals(column))
        .flatMap(f -> f.values().stream())
        .collect(java.util.stream.Collectors.toMap(FacetValue::value, FacetValue::count));
  }

  @Test
  void countsAreOfAllMatchesNotOfThePage() {
    try (ItemSearch search = ItemSearch.of(Films.part())) {
      SearchResult result = search(search, "", Map.of(), 1);
      assertThat(result.hits()).hasSize(1);
      assertThat(result.facets()).extracting(Facet::column).containsExactly("genres", "decade");
      assertThat(result.facets().getFirst().values())
          .startsWith(
              new FacetValue("Drama", 5), new FacetValue("Action", 4), new FacetValue("Sci-Fi", 4))
          .hasSize(8);
      assertThat(result.facets().getFirst().distinct()).isEqualTo(8);
    }
  }

  @Test
  void aFacetDoesNotHeedItsOwnFilterButThoseOnOthers() {
    try (ItemSearch search = ItemSearch.of(Films.part())) {
      SearchResult drama = search(search, "", Map.of("genres", Set.of("Drama")), 20);
      assertThat(drama.total()).isEqualTo(5);
      assertThat(counts(drama, "genres")).containsEntry("Drama", 5L).containsEntry("Action", 4L);
      assertThat(counts(drama, "decade")).containsEntry("2010s", 2L).doesNotContainKey("1990s");

      Map<String, Set<String>> two = Map.of("genres", Set.of("War", "Sport"));
      SearchResult either = search(search, "", two, 20);
      assertThat(either.hits()).extracting(Hit::item).containsExactly("f06", "f07", "f08");

      SearchResult both =
          search(search, "", Map.of("genres", Set.of("War"), "decade", Set.of("1980s")), 20);
      assertThat(both.hits()).extracting(Hit::item).containsExactly("f06");
      assertThat(counts(both, "genres")).containsOnly(Map.entry("Drama", 1L), Map.entry("War", 1L));
      assertThat(counts(both, "decade"))
          .containsOnly(Map.entry("1980s", 1L), Map.entry("2010s", 1L));
    }
  }

  @Test
  void aFilterThatLeavesNothingDoesNotLoosenTheWords() {
    try (ItemSearch search = ItemSearch.of(Films.part())) {
      SearchResult result =
          search(search, "matrix reloaded", Map.of("genres", Set.of("Drama")), 20);
      assertThat(result.total()).isZero();
      assertThat(result.allWords()).isTrue();
      assertThat(counts(result, "genres")).containsEntry("Action", 1L).containsEntry("Drama", 0L);
    }
  }

  @Test
  void anUnknownValueFindsNothingAndAnEmptySetFiltersNothing() {
    try (ItemSearch search = ItemSearch.of(Films.part())) {
      assertThat(search(search, "", Map.of("genres", Set.of("Opera")), 20).total()).isZero();
      assertThat(search(search, "", Map.of("genres", Set.of()), 20).total()).isEqualTo(11);
    }
  }

  @Test
  void onlyTheMostFrequentValuesAreListedAndThoseChosen() {
    int items = 300;
    int[] codes = IntStream.range(0, items).map(i -> i * i / items).toArray();
    Column shops =
        new Column.Categories(
            Dictionary.of(IntStream.range(0, items).mapToObj(i -> "shop" + i).toList()),
            IntStream.rangeClosed(0, items).toArray(),
            codes);
    Catalogue catalogue =
        Catalogue.always(Dictionary.of(IntStream.range(0, items).mapToObj(i -> "i" + i).toList()));
    EntityTable table = EntityTable.undated(items, Map.of("shop", shops));
    String rare = "shop" + codes[items - 1];
    try (ItemSearch search = ItemSearch.of(Films.part(catalogue, table))) {
      Facet facet = search(search, "", Map.of("shop", Set.of(rare)), 5).facets().getFirst();
      assertThat(facet.distinct()).isEqualTo((int) IntStream.of(codes).distinct().count());
      assertThat(facet.values()).hasSize(Facet.LIMIT + 1);
      assertThat(facet.values().getLast()).isEqualTo(new FacetValue(rare, 1));
      assertThat(facet.values().subList(0, Facet.LIMIT))
          .extracting(FacetValue::count)
          .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }
  }

  /** The promise of a facet, held against searches: what it counts is what choosing would find. */
  @Test
  void aCountIsTheTotalIfThatValueAloneWereChosen() {
    String[] words = {"red", "green", "blue", "river", "stone"};
    try (ItemSearch search = ItemSearch.of(Films.part())) {
      SplittableRandom random = new SplittableRandom(5);
      for (int i = 0; i < 400; i++) {
        search.upsert(
            SearchItem.always(
                "x" + i,
                Map.of(
                    "title", List.of(words[random.nextInt(5)] + " " + words[random.nextInt(5)]),
                    "genres", List.of("g" + random.nextInt(4), "h" + random.nextInt(3)),
                    "decade", List.of("d" + random.nextInt(3)))));
      }
      for (String text : List.of("", "red", "river stone", "gren bleu", "red nothing")) {
        Map<String, Set<String>> filters =
            Map.of("genres", Set.of("g1", "h2"), "decade", Set.of("d0"));
        SearchResult result = search(search, text, filters, 3);
        for (Facet facet : result.facets()) {
          assertThat(facet.values()).isNotEmpty();
          for (FacetValue value : facet.values()) {
            Map<String, Set<String>> chosen = new java.util.HashMap<>(filters);
            chosen.put(facet.column(), Set.of(value.value()));
            assertThat(search(search, text, chosen, 0).total())
                .as("%s with %s", text, chosen)
                .isEqualTo(value.count());
          }
        }
      }
    }
  }
}
