package sluice.serving.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever is typed, an answer comes. */
class AnyInputTest {
  private static final String SYNTAX = "+-&|!(){}[]^\"~*?:\\/ \t\n\u0000'<>%_;,.#@=";
  private static final String[] KNOWN = {"matrix", "star", "wars", "paris", "the", "drama", "AND"};

  @Test
  void tenThousandRandomStringsGiveNoException() {
    SplittableRandom random = new SplittableRandom(11);
    long found = 0;
    try (ItemSearch search = ItemSearch.of(Films.part())) {
      for (int i = 0; i < 10_000; i++) {
        SearchResult result = search.search(SearchQuery.of(text(random), 10, 0));
        found += result.total() > 0 ? 1 : 0;
        assertThat(result.hits().size()).isEqualTo((int) Math.min(10, result.total()));
      }
    }
    assertThat(found).as("searches that found something").isGreaterThan(2_000);
  }

  private static String text(SplittableRandom random) {
    int parts = random.nextInt(16);
    StringBuilder text = new StringBuilder();
    for (int p = 0; p < parts; p++) {
      switch (random.nextInt(6)) {
        case 0 -> text.append(SYNTAX.charAt(random.nextInt(SYNTAX.length())));
        case 1 -> text.append((char) random.nextInt(0x10000)); // lone surrogates too
        case 2 -> text.appendCodePoint(random.nextInt(0x110000));
        case 3 -> text.append(KNOWN[random.nextInt(KNOWN.length)]);
        case 4 -> text.append(' ');
        default -> text.append((char) (' ' + random.nextInt(95)));
      }
    }
    return text.toString();
  }

  @Test
  void longInputIsCut() {
    try (ItemSearch search = ItemSearch.of(Films.part())) {
      String padding = " ".repeat(SearchQuery.TEXT_LIMIT - 6);
      assertThat(search.search(SearchQuery.of(padding + "matrix zzz", 5, 0)).allWords()).isTrue();
      assertThat(search.search(SearchQuery.of("x".repeat(5_000_000), 5, 0)).total()).isZero();
      String emoji = "x".repeat(SearchQuery.TEXT_LIMIT - 1) + "\uD83D\uDE00".repeat(100);
      assertThat(search.search(SearchQuery.of(emoji, 5, 0)).total()).isZero();

      String sixteen = "matrix b c d e f g h i j k l m n o p ";
      SearchResult cut = search.search(SearchQuery.of(sixteen + "reloaded", 5, 0));
      SearchResult same = search.search(SearchQuery.of(sixteen, 5, 0));
      assertThat(cut).as("the seventeenth word is not read").isEqualTo(same);
    }
  }
}
