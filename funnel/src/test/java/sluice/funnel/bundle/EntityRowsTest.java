package sluice.funnel.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.EntityTable;

class EntityRowsTest {
  /** Three users: one version, two versions, one version. */
  private static EntityTable table() {
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("age", new Column.Numbers(new float[] {1, 2, 3, 4}));
    columns.put("born", new Column.Times(new long[] {10, 20, 30, 40}));
    columns.put("about", new Column.Texts(new String[] {"a", "b", "c", "d"}));
    columns.put(
        "likes",
        new Column.Categories(
            Dictionary.of(List.of("tea", "secret", "milk")),
            new int[] {0, 1, 3, 3, 4},
            new int[] {0, 1, 2, 2}));
    return new EntityTable(new int[] {0, 1, 3, 4}, new long[] {0, 1, 2, 3}, columns);
  }

  @Test
  void theRowsOfOneGoAndTheOthersKeepTheirs() {
    EntityTable fewer = EntityRows.without(table(), 1);
    assertThat(fewer.entities()).isEqualTo(3);
    assertThat(fewer.row(1, Long.MAX_VALUE)).isEqualTo(-1);
    int row = fewer.row(2, Long.MAX_VALUE);
    assertThat(fewer.row(0, Long.MAX_VALUE)).isZero();
    assertThat(row).isEqualTo(1);
    assertThat(fewer.asOf(row)).isEqualTo(3);
    assertThat(((Column.Numbers) fewer.columns().get("age")).value(row)).isEqualTo(4);
    assertThat(((Column.Times) fewer.columns().get("born")).value(row)).isEqualTo(40);
    assertThat(((Column.Texts) fewer.columns().get("about")).value(row)).isEqualTo("d");
    Column.Categories likes = (Column.Categories) fewer.columns().get("likes");
    assertThat(likes.count(row)).isEqualTo(1);
    assertThat(likes.values().id(likes.code(row, 0))).isEqualTo("milk");
  }

  @Test
  void aCategoryThatNobodyElseHasGoesToo() {
    Column.Categories likes =
        (Column.Categories) EntityRows.without(table(), 1).columns().get("likes");
    assertThat(likes.values().ids()).hasSize(3).contains("tea", "milk").doesNotContain("secret");
  }
}
