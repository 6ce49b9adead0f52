package sluice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dictionary, interactions, histories, attribute tables, catalogue. */
class TablesTest {
  @Test
  void dictionaryKeepsTheOrderGiven() {
    Dictionary ids = Dictionary.of(List.of("b", "a", "c"));
    assertThat(ids.size()).isEqualTo(3);
    assertThat(ids.id(0)).isEqualTo("b");
    assertThat(ids.index("c")).isEqualTo(2);
    assertThat(ids.index("z")).isEqualTo(Dictionary.UNKNOWN);
    assertThat(ids.ids()).containsExactly("b", "a", "c");
    assertThatThrownBy(() -> ids.id(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ids.id(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Dictionary.of(List.of("a", "a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice: a");
    assertThatThrownBy(() -> Dictionary.of(Arrays.asList("a", null)))
        .isInstanceOf(NullPointerException.class);
  }

  private static Interactions.Builder builder() {
    return new Interactions.Builder(List.of("view", "buy"), 0);
  }

  @Test
  void interactionsKeepEveryColumn() {
    Interactions.Builder builder = builder();
    for (int i = 0; i < 100; i++) {
      builder.add(i, 2 * i, i / 3, i / 4f, -i, i % 2, i - 1);
    }
    Interactions rows = builder.build();
    assertThat(rows.size()).isEqualTo(100);
    for (int i = 0; i < 100; i++) {
      assertThat(rows.user(i)).isEqualTo(i);
      assertThat(rows.item(i)).isEqualTo(2 * i);
      assertThat(rows.time(i)).isEqualTo(i / 3);
      assertThat(rows.value(i)).isEqualTo(i / 4f);
      assertThat(rows.weight(i)).isEqualTo(-i);
      assertThat(rows.event(i)).isEqualTo(i % 2);
      assertThat(rows.session(i)).isEqualTo(i - 1);
    }
    Interactions copy = builder().addFrom(rows, 42, 1, 2).build();
    assertThat(copy.user(0)).isEqualTo(1);
    assertThat(copy.item(0)).isEqualTo(2);
    assertThat(copy.time(0)).isEqualTo(14);
    assertThat(copy.session(0)).isEqualTo(41);
    assertThat(rows.eventTypes()).containsExactly("view", "buy");
  }

  @Test
  void builtInteractionsDoNotChange() {
    Interactions.Builder builder = builder().add(0, 0, 1, 0, 1, 0, -1);
    Interactions rows = builder.build();
    builder.add(0, 0, 2, 0, 1, 0, -1);
    assertThat(rows.size()).isEqualTo(1);
    Interactions.Columns columns = new Interactions.Columns(List.of("view"), 2);
    columns.set(1, 5, 6, 20, 0.5f, 2, 0, 3);
    columns.set(0, 1, 2, 10, Float.NaN, 1, 0, -1);
    Interactions table = columns.build();
    assertThat(table.user(1)).isEqualTo(5);
    assertThat(table.item(1)).isEqualTo(6);
    assertThat(table.time(1)).isEqualTo(20);
    assertThat(table.value(0)).isNaN();
    assertThat(table.weight(1)).isEqualTo(2);
    assertThat(table.session(1)).isEqualTo(3);
    assertThatThrownBy(() -> columns.set(0, 0, 0, 0, 0, 0, 0, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void interactionsMustBeInTimeOrder() {
    Interactions.Builder disordered = builder().add(0, 0, 2, 0, 1, 0, -1).add(0, 0, 1, 0, 1, 0, -1);
    assertThatThrownBy(disordered::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 1");
    Interactions.Columns columns = new Interactions.Columns(List.of("view"), 2);
    columns.set(0, 0, 0, 2, 0, 0, 0, 0);
    assertThatThrownBy(columns::build).hasMessageContaining("row 1");
    assertThatThrownBy(() -> new Interactions.Builder(List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Interactions.Columns(List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void historiesAreTheRowsOfEachUserInOrder(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int users = random.nextInt(1, 30);
    Interactions.Builder builder = builder();
    List<List<Integer>> expected = new ArrayList<>();
    for (int u = 0; u < users; u++) {
      expected.add(new ArrayList<>());
    }
    for (int i = 0; i < 200; i++) {
      int user = random.nextInt(users);
      builder.add(user, random.nextInt(9), i / 7, i, i % 3, 0, -1);
      expected.get(user).add(i);
    }
    Interactions rows = builder.build();
    Histories histories = new Histories(rows, users + 1);
    assertThat(histories.users()).isEqualTo(users + 1);
    assertThat(histories.interactions()).isSameAs(rows);
    assertThat(histories.all(users).size()).as("a user without rows").isZero();
    for (int u = 0; u < users; u++) {
      assertThat(histories.size(u)).isEqualTo(expected.get(u).size());
      History all = histories.all(u);
      for (int k = 0; k < all.size(); k++) {
        int row = expected.get(u).get(k);
        assertThat(histories.row(u, k)).isEqualTo(row);
        assertThat(all.item(k)).isEqualTo(rows.item(row));
        assertThat(all.time(k)).isEqualTo(rows.time(row));
        assertThat(all.value(k)).isEqualTo(rows.value(row));
        assertThat(all.weight(k)).isEqualTo(rows.weight(row));
      }
      int half = all.size() / 2;
      assertThat(histories.first(u, half).items())
          .containsExactly(Arrays.copyOf(all.items(), half));
    }
  }

  @Test
  void attributeRowIsTheLatestFromBefore() {
    // Entity 0: versions of 10, 20, 20; entity 1 none; entity 2 an undated one and one of 15.
    EntityTable table =
        new EntityTable(
            new int[] {0, 3, 3, 5},
            new long[] {10, 20, 20, Long.MIN_VALUE, 15},
            Map.of("year", new Column.Numbers(new float[5])));
    assertThat(table.entities()).isEqualTo(3);
    assertThat(table.row(0, 10)).as("strictly before").isEqualTo(-1);
    assertThat(table.row(0, 11)).isZero();
    assertThat(table.row(0, 20)).isZero();
    assertThat(table.row(0, 21)).isEqualTo(2);
    assertThat(table.row(0, Long.MAX_VALUE)).isEqualTo(2);
    assertThat(table.row(1, 99)).isEqualTo(-1);
    assertThat(table.row(2, Long.MIN_VALUE)).as("undated").isEqualTo(3);
    assertThat(table.row(2, 15)).isEqualTo(3);
    assertThat(table.row(2, 16)).isEqualTo(4);
    assertThat(EntityTable.empty(4).entities()).isEqualTo(4);
    assertThat(EntityTable.empty(4).row(3, 5)).isEqualTo(-1);
    EntityTable undated =
        EntityTable.undated(2, Map.of("title", new Column.Texts(new String[] {"a", "b"})));
    assertThat(undated.row(1, 5)).isEqualTo(1);
    assertThatThrownBy(() -> EntityTable.undated(3, undated.columns()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column title has 2 rows of 3");
  }

  @Test
  void catalogueKnowsWhenItemsAreAvailable() {
    Dictionary ids = Dictionary.of(List.of("a", "b"));
    Catalogue dated =
        new Catalogue(ids, new long[] {10, Long.MIN_VALUE}, new long[] {20, Long.MAX_VALUE});
    assertThat(dated.available(0, 9)).isFalse();
    assertThat(dated.available(0, 10)).isTrue();
    assertThat(dated.available(0, 19)).isTrue();
    assertThat(dated.available(0, 20)).isFalse();
    assertThat(dated.available(1, Long.MIN_VALUE)).isTrue();
    assertThat(dated.dated()).isTrue();
    assertThat(dated.hash(1)).isEqualTo(Randomness.hash("b"));
    assertThat(Catalogue.always(ids).dated()).isFalse();
    assertThatThrownBy(() -> new Catalogue(ids, new long[1], new long[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
