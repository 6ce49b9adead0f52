package sluice.serving.search;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import sluice.core.Catalogue;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.Tags;

/** A dozen films for tests, and fitting parts of a table. */
final class Films {
  /** Matters to "Das Boot", which is no longer available then, and "Interstellar", which now is. */
  static final long PREMIERE = 1_000;

  private record Film(String id, String title, String plot, List<String> genres, int year) {}

  private static final List<Film> FILMS =
      List.of(
          film("f01", "The Matrix", "a hacker finds the world simulated", 1999, "Action", "Sci-Fi"),
          film("f02", "The Matrix Reloaded", "more of the same", 2003, "Action", "Sci-Fi"),
          film("f03", "Amélie", "a shy waitress in Paris mends lives", 2001, "Comedy", "Romance"),
          film("f04", "Inception", "a thief steals out of dreams", 2010, "Action", "Sci-Fi"),
          film("f05", "Interstellar", "a pilot leaves the earth", 2014, "Sci-Fi", "Drama"),
          film("f06", "Das Boot", "the crew of a submarine", 1981, "Drama", "War"),
          film("f07", "War Horse", "a boy follows his horse to the front", 2011, "Drama", "War"),
          film("f08", "Warrior", "two brothers in the ring", 2011, "Drama", "Sport"),
          film("f09", "Star Wars", "a farm boy and a princess", 1977, "Action", "Sci-Fi"),
          film("f10", "La Vie en Rose", "Édith Piaf sings in Paris", 2007, "Drama", "Music"),
          film("f11", "Straße der Träume", "a road film", 1950, "Drama"),
          film("f12", "", "", 0));

  private Films() {}

  private static Film film(String id, String title, String plot, int year, String... genres) {
    return new Film(id, title, plot, List.of(genres), year);
  }

  /** Returns the films; the last has no attributes at all. */
  static FittingPart part() {
    int n = FILMS.size();
    List<String> genres = FILMS.stream().flatMap(f -> f.genres().stream()).distinct().toList();
    int[] offsets = new int[n + 1];
    for (int i = 0; i < n; i++) {
      offsets[i + 1] = offsets[i] + FILMS.get(i).genres().size();
    }
    float[] years = new float[n];
    for (int i = 0; i < n; i++) {
      years[i] = FILMS.get(i).year() == 0 ? Float.NaN : FILMS.get(i).year();
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("plot", new Column.Texts(FILMS.stream().map(Film::plot).toArray(String[]::new)));
    columns.put("title", new Column.Texts(FILMS.stream().map(Film::title).toArray(String[]::new)));
    columns.put(
        "genres",
        new Column.Categories(
            Dictionary.of(genres),
            offsets,
            FILMS.stream().flatMap(f -> f.genres().stream()).mapToInt(genres::indexOf).toArray()));
    columns.put("year", new Column.Numbers(years));
    columns.put(
        "decade",
        new Column.Categories(
            Dictionary.of(IntStream.range(0, 203).mapToObj(d -> d + "0s").toList()),
            IntStream.rangeClosed(0, n).toArray(),
            FILMS.stream().mapToInt(f -> f.year() / 10).toArray()));
    long[] from = new long[n];
    long[] until = new long[n];
    Arrays.fill(from, Long.MIN_VALUE);
    Arrays.fill(until, Long.MAX_VALUE);
    from[4] = PREMIERE;
    until[5] = PREMIERE;
    Dictionary ids = Dictionary.of(FILMS.stream().map(Film::id).toList());
    return part(new Catalogue(ids, from, until), EntityTable.undated(n, columns));
  }

  /** Returns a part of items that nobody has touched. */
  static FittingPart part(Catalogue catalogue, EntityTable items) {
    Interactions none = new Interactions.Builder(List.of("view"), 0).build();
    return new FittingPart(
        Dictionary.of(List.of()),
        catalogue,
        none,
        new Histories(none, 0),
        items,
        EntityTable.empty(0),
        Tags.none(),
        Optional.empty(),
        0,
        true);
  }
}
