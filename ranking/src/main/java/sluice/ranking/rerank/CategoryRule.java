package sluice.ranking.rerank;

import java.nio.file.Path;
import java.util.Optional;
import sluice.core.Column;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.SettingError;
import sluice.core.TieBreak;

/**
 * {@code rules}: at most so many items for each value of a column of categories.
 *
 * <p>With c(v) the number of items of value v that stand in the new list already, the list is
 * walked from the top: an item whose values v all have c(v) &lt; {@code most} is taken, another is
 * put off. Those that were put off follow in their order, so that a slate is full where there are
 * enough items, if need be against the rule. An item of several values counts for each of them; one
 * without a value is always taken. Attributes are read as of the request's time.
 */
public final class CategoryRule implements ReRankerType<CategoryRule.Settings> {
  /**
   * Settings.
   *
   * @param column of the items, of categories
   * @param most items for each value
   */
  public record Settings(String column, int most) {
    /** Checks. */
    public Settings {
      SettingError.check("most", most, 1, 1_000_000);
    }
  }

  @Override
  public String type() {
    return "rules";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    # column: …  # of the items, of categories; must be given
    most: 3      # items for each of its values
    """;
  }

  @Override
  public Optional<String> lacks(Settings settings, FittingPart part) {
    return CategoryColumn.lacks(part, settings.column);
  }

  @Override
  public ReRanker fit(String name, Settings settings, ReRankerInput input) {
    EntityTable items = input.part().items();
    if (!(items.columns().get(settings.column) instanceof Column.Categories values)) {
      throw new IllegalArgumentException("no column of categories " + settings.column);
    }
    return new Fitted(name, items, values, settings.most);
  }

  @Override
  public ReRanker read(String name, Settings settings, ReRankerInput input, Path folder) {
    return fit(name, settings, input);
  }

  private record Fitted(String name, EntityTable table, Column.Categories values, int most)
      implements ReRanker {
    @Override
    public RankedItems rerank(Request request, RankedItems ranked, int shown, TieBreak ties) {
      int[] taken = new int[values.values().size()];
      int n = ranked.size();
      int[] places = new int[n];
      int[] putOff = new int[n];
      int kept = 0;
      for (int place = 0; place < n; place++) {
        int row = table.row(ranked.item(place), request.time());
        if (row < 0 || fits(row, taken)) {
          places[kept++] = place;
        } else {
          putOff[place - kept] = place;
        }
      }
      System.arraycopy(putOff, 0, places, kept, n - kept);
      return ranked.at(places);
    }

    /** Says whether a row's values have room, and if so counts it. */
    private boolean fits(int row, int[] taken) {
      for (int k = 0; k < values.count(row); k++) {
        if (taken[values.code(row, k)] >= most) {
          return false;
        }
      }
      for (int k = 0; k < values.count(row); k++) {
        taken[values.code(row, k)]++;
      }
      return true;
    }
  }
}
