package sluice.serving.feedback;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.core.Catalogue;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.Tags;
import sluice.core.ValueKind;

/** A bundle's part with three films and two users. */
final class Catalogues {
  private Catalogues() {}

  static FittingPart filmsWithUsers() {
    return filmsWithUsers(ValueKind.RATING);
  }

  /** The same, where the data that it was fitted on had values of a kind. */
  static FittingPart filmsWithUsers(ValueKind kind) {
    Dictionary items = Dictionary.of(List.of("f01", "f02", "f03"));
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put(
        "title", new Column.Texts(new String[] {"The Matrix", "The Matrix Reloaded", "Amélie"}));
    columns.put(
        "genres",
        new Column.Categories(
            Dictionary.of(List.of("Action", "Sci-Fi", "Comedy", "Romance")),
            new int[] {0, 2, 4, 6},
            new int[] {0, 1, 0, 1, 2, 3}));
    columns.put("year", new Column.Numbers(new float[] {1999, 2003, 2001}));
    Dictionary users = Dictionary.of(List.of("t", "u"));
    Interactions none = new Interactions.Columns(List.of("click"), kind, 0).build();
    long[] always = new long[3];
    long[] forEver = new long[3];
    Arrays.fill(always, Long.MIN_VALUE);
    Arrays.fill(forEver, Long.MAX_VALUE);
    return new FittingPart(
        users,
        new Catalogue(items, always, forEver),
        none,
        new Histories(none, users.size()),
        EntityTable.undated(3, columns),
        EntityTable.undated(2, Map.of("age", new Column.Numbers(new float[] {17, 18}))),
        Tags.none(),
        Optional.empty(),
        Long.MAX_VALUE,
        true);
  }
}
