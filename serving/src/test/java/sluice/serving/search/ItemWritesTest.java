package sluice.serving.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import sluice.core.UserError;
import sluice.serving.search.SearchResult.Hit;

class ItemWritesTest {
  private static List<String> found(ItemSearch search, String text) {
    return search.search(SearchQuery.of(text, 50, 0)).hits().stream().map(Hit::item).toList();
  }

  private static SearchItem titled(String id, String title) {
    return SearchItem.always(id, Map.of("title", List.of(title)));
  }

  @Test
  void anItemThatIsAddedIsFoundAtOnceAndOneThatIsDeletedNeverAgain() {
    try (ItemSearch search = ItemSearch.of(Films.part())) {
      for (int i = 0; i < 50; i++) {
        search.upsert(titled("n" + i, "Quasar " + i));
        assertThat(found(search, "quasar " + i)).contains("n" + i);
        assertThat(found(search, "quasr")).hasSize(1);
        search.delete("n" + i);
        assertThat(found(search, "quasar")).isEmpty();
      }
    }
  }

  @Test
  void anUpsertReplacesAllOfAnItem() {
    try (ItemSearch search = ItemSearch.of(Films.part())) {
      search.upsert(
          new SearchItem(
              "f01", Map.of("title", List.of("Metropolis"), "genres", List.of("Silent")), 5, 7));
      assertThat(found(search, "hacker")).isEmpty();
      assertThat(found(search, "matrix")).containsExactly("f02");
      SearchQuery silent = new SearchQuery("", Map.of("genres", Set.of("Silent")), 0, 5, 6);
      assertThat(search.search(silent).hits()).containsExactly(new Hit("f01", "Metropolis", 0f));
      assertThat(found(search, "metropolis")).as("before it is available").isEmpty();
      assertThat(search.search(SearchQuery.of("metropolis", 5, 7)).total()).as("after").isZero();
    }
  }

  @Test
  void deletingWhatIsNotThereChangesNothing() {
    try (ItemSearch search = ItemSearch.of(Films.part())) {
      search.delete("nobody");
      assertThat(search.search(SearchQuery.of("", 50, 0)).total()).isEqualTo(11);
    }
  }

  @Test
  void foreignAttributesAreRefusedAndLeaveTheItemAsItWas() {
    try (ItemSearch search = ItemSearch.of(Films.part())) {
      SearchItem misspelt = SearchItem.always("f01", Map.of("titel", List.of("x")));
      assertThatThrownBy(() -> search.upsert(misspelt))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("titel")
          .hasMessageContaining("did you mean title");
      SearchItem noNumber = SearchItem.always("f01", Map.of("year", List.of("old")));
      assertThatThrownBy(() -> search.upsert(noNumber))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("must be a number, not 'old'");
      assertThatThrownBy(() -> titled("", "x")).isInstanceOf(UserError.class);
      assertThat(found(search, "matrix")).contains("f01");
    }
  }

  @Test
  void valuesOfAnyLengthAreTaken() {
    try (ItemSearch search = ItemSearch.of(Films.part())) {
      String endless = "abc".repeat(40_000);
      search.upsert(
          SearchItem.always(
              "x".repeat(SearchItem.ID_LIMIT),
              Map.of(
                  "title", List.of(endless),
                  "plot", List.of("word ".repeat(40_000) + "needle"),
                  "genres", List.of(endless, "", "Odd"))));
      SearchQuery odd = new SearchQuery("needle", Map.of("genres", Set.of("Odd")), 0, 5, 0);
      assertThat(search.search(odd).total()).isEqualTo(1);
    }
  }

  /**
   * Searching threads never see a half-written state: an item that is replaced over and over is
   * always there once, with one of its titles.
   */
  @Test
  void searchesDuringWritesSeeWholeStates() throws Exception {
    try (ItemSearch search = ItemSearch.of(Films.part());
        ExecutorService pool = Executors.newFixedThreadPool(4)) {
      search.upsert(titled("moving", "Comet 0"));
      CountDownLatch searching = new CountDownLatch(2);
      AtomicBoolean done = new AtomicBoolean();
      List<Future<Integer>> readers = new ArrayList<>();
      for (int r = 0; r < 2; r++) {
        readers.add(
            pool.submit(() -> {
              int searches = 0;
              while (!done.get()) {
                SearchResult result = search.search(SearchQuery.of("comet", 5, 0));
                assertThat(result.total()).isEqualTo(1);
                assertThat(result.hits().getFirst().title()).startsWith("Comet ");
                searches++;
                searching.countDown();
              }
              return searches;
            }));
      }
      searching.await();
      List<Future<?>> writers = new ArrayList<>();
      for (int w = 0; w < 2; w++) {
        int own = w;
        writers.add(
            pool.submit(() -> {
              for (int i = 0; i < 300; i++) {
                search.upsert(titled("moving", "Comet " + i));
                search.upsert(titled("w" + own, "Writer " + own + " round " + i));
                assertThat(found(search, "writer " + own + " round " + i)).contains("w" + own);
                search.delete("w" + own);
                assertThat(found(search, "writer " + own)).doesNotContain("w" + own);
              }
            }));
      }
      try {
        for (Future<?> writer : writers) {
          writer.get();
        }
      } finally {
        done.set(true);
      }
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
      assertThat(search.search(SearchQuery.of("", 50, 0)).total()).isEqualTo(12);
    }
  }

  @Test
  void theSameWritesGiveTheSameAnswers() {
    assertThat(answers()).isEqualTo(answers());
  }

  private static List<SearchResult> answers() {
    SplittableRandom random = new SplittableRandom(3);
    String[] words = "river rivers stone stones storm night knight silver".split(" ", -1);
    try (ItemSearch search = ItemSearch.of(Films.part())) {
      for (int i = 0; i < 300; i++) {
        String id = "x" + random.nextInt(100);
        if (random.nextInt(5) == 0) {
          search.delete(id);
        } else {
          String title = words[random.nextInt(8)] + " " + words[random.nextInt(8)];
          search.upsert(titled(id, title));
        }
      }
      List<SearchResult> answers = new ArrayList<>();
      for (String word : words) {
        answers.add(search.search(SearchQuery.of(word, 30, 0)));
        answers.add(search.search(SearchQuery.of(word + " st", 30, 0)));
      }
      return answers;
    }
  }
}
