package sluice.ingestion.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.Interactions;
import sluice.core.UserError;
import sluice.ingestion.ColumnType;

class DatasetLoaderTest {
  @TempDir Path folder;

  private ParquetTables small() throws Exception {
    return new ParquetTables(folder)
        .event("view", 1, false)
        .event("hide", 2, true)
        .itemColumn("title", ColumnType.TEXT)
        .itemColumn("genres", ColumnType.SET)
        .itemColumn("year", ColumnType.NUMBER)
        .itemColumn("shop", ColumnType.CATEGORY)
        .itemColumn("made", ColumnType.TIME)
        .userColumn("age", ColumnType.NUMBER)
        .table(
            "interactions",
            ParquetTables.INTERACTION_COLUMNS,
            "VALUES (2::BIGINT, 'b', 'x', 30::BIGINT, NULL::DOUBLE, 'hide', 2.0::DOUBLE, NULL),"
                + " (0, 'b', 'y', 10, 4.5, 'view', 1.0, 's1'),"
                + " (1, 'a', 'x', 10, 3, 'view', 1.0, 's1')")
        .table(
            "items",
            "item, available_from, available_until, as_of, title, genres, year, shop, made",
            "VALUES ('x', 5::BIGINT, 99::BIGINT, 20::BIGINT, 'X2', ['b', 'c'], 2001.0::DOUBLE,"
                + " 'shop 2', 7::BIGINT),"
                + " ('x', NULL, NULL, NULL, 'X1', ['a', 'b'], NULL, NULL, NULL),"
                + " ('z', NULL, NULL, NULL, NULL, NULL, 1.5, 'shop 1', NULL)")
        .table("users", "\"user\", as_of, age", "VALUES ('c', NULL::BIGINT, 33.0::DOUBLE)")
        .table(
            "tags",
            "seq, \"user\", item, tag, timestamp",
            "VALUES (0::BIGINT, 'a', 'x', 'fun', 40::BIGINT), (1, 'nobody', 'z', 'dark', 15),"
                + " (2, 'a', 'unknown item', 'lost', 1), (3, 'b', 'x', 'old', NULL)");
  }

  @Test
  void loadsEveryTable() throws Exception {
    Dataset data = DatasetLoader.load(small().tables(), 2);
    assertThat(data.users().ids()).containsExactly("a", "b", "c");
    assertThat(data.items().ids()).containsExactly("x", "y", "z");
    Interactions rows = data.interactions();
    assertThat(rows.size()).isEqualTo(3);
    assertThat(rows.user(0)).isEqualTo(1);
    assertThat(rows.item(0)).isEqualTo(1);
    assertThat(rows.time(0)).isEqualTo(10);
    assertThat(rows.value(0)).isEqualTo(4.5f);
    assertThat(rows.weight(0)).isEqualTo(1);
    assertThat(rows.eventTypes()).containsExactly("view", "hide");
    assertThat(rows.event(2)).isEqualTo(1);
    assertThat(rows.weight(2)).as("negative event").isEqualTo(-2);
    assertThat(rows.value(2)).isNaN();
    assertThat(rows.session(2)).isEqualTo(-1);
    assertThat(rows.session(0)).as("sessions are a user's own").isNotEqualTo(rows.session(1));
    assertThat(data.timed()).isTrue();
    assertThat(data.given()).isEmpty();
    assertThat(data.impressions()).isEmpty();
  }

  @Test
  void loadsVersionsOfAttributes() throws Exception {
    Dataset data = DatasetLoader.load(small().tables(), 1);
    EntityTable items = data.itemRows().table();
    int before = items.row(0, 20);
    int after = items.row(0, 21);
    Column.Texts titles = (Column.Texts) items.columns().get("title");
    assertThat(titles.value(before)).isEqualTo("X1");
    assertThat(titles.value(after)).isEqualTo("X2");
    assertThat(titles.value(items.row(2, 0))).isEmpty();
    Column.Categories genres = (Column.Categories) items.columns().get("genres");
    assertThat(genres.values().ids()).containsExactly("a", "b", "c");
    assertThat(genres.count(after)).isEqualTo(2);
    assertThat(genres.code(after, 0)).isEqualTo(1);
    assertThat(genres.code(after, 1)).isEqualTo(2);
    assertThat(genres.count(items.row(2, 0))).isZero();
    assertThat(((Column.Numbers) items.columns().get("year")).value(before)).isNaN();
    assertThat(((Column.Numbers) items.columns().get("year")).value(after)).isEqualTo(2001);
    assertThat(((Column.Categories) items.columns().get("shop")).count(before)).isZero();
    assertThat(((Column.Times) items.columns().get("made")).value(after)).isEqualTo(7);
    assertThat(((Column.Times) items.columns().get("made")).value(before))
        .isEqualTo(Long.MIN_VALUE);
    assertThat(data.itemRows().availableFrom(after)).isEqualTo(5);
    assertThat(data.itemRows().availableUntil(after)).isEqualTo(99);
    assertThat(data.itemRows().availableFrom(before)).isEqualTo(Long.MIN_VALUE);
    assertThat(items.row(1, 100)).as("an item without a row").isEqualTo(-1);
    EntityTable users = data.userRows().table();
    assertThat(((Column.Numbers) users.columns().get("age")).value(users.row(2, 0))).isEqualTo(33);
    assertThat(users.row(0, 100)).isEqualTo(-1);
  }

  @Test
  void loadsTagsOfKnownItemsInTimeOrder() throws Exception {
    Dataset data = DatasetLoader.load(small().tables(), 2);
    assertThat(data.tags().size()).isEqualTo(3);
    assertThat(data.tags().values().ids()).containsExactly("dark", "fun", "old");
    assertThat(data.tags().time(0)).isEqualTo(Long.MIN_VALUE);
    assertThat(data.tags().time(1)).isEqualTo(15);
    assertThat(data.tags().user(1)).isEqualTo(Dictionary.UNKNOWN);
    assertThat(data.tags().item(1)).isEqualTo(2);
    assertThat(data.tags().tag(2)).isEqualTo(1);
  }

  @Test
  void loadsTheTestFile() throws Exception {
    Dataset data =
        DatasetLoader.load(
            small()
                .causal()
                .table(
                    "test",
                    ParquetTables.INTERACTION_COLUMNS,
                    "VALUES (0::BIGINT, 'new', 'w', 50::BIGINT, NULL::DOUBLE, 'view', 1.0::DOUBLE,"
                        + " NULL)")
                .tables(),
            2);
    assertThat(data.users().ids()).containsExactly("a", "b", "c", "new");
    assertThat(data.items().ids()).containsExactly("w", "x", "y", "z");
    assertThat(data.given().orElseThrow().interactions().size()).isEqualTo(1);
    assertThat(data.given().orElseThrow().causal()).isTrue();
    assertThat(data.given().orElseThrow().interactions().user(0)).isEqualTo(3);
  }

  @Test
  void takesTheOrderOfRowsForTimeWithoutTimestamps() throws Exception {
    Dataset data =
        DatasetLoader.load(
            new ParquetTables(folder)
                .table(
                    "interactions",
                    ParquetTables.INTERACTION_COLUMNS,
                    "VALUES (0::BIGINT, 'b', 'x', NULL::BIGINT, NULL::DOUBLE, 'interaction',"
                        + " 1.0::DOUBLE, NULL::VARCHAR), (1, 'a', 'x', NULL, NULL, 'interaction',"
                        + " 1.0, NULL)")
                .tables(),
            2);
    assertThat(data.timed()).isFalse();
    assertThat(data.interactions().time(1)).isEqualTo(1);
    assertThat(data.interactions().session(1)).isEqualTo(-1);
  }

  @Test
  void ordersIdsByBytes() throws Exception {
    // U+FFFD before U+1F600: UTF-16 would have it the other way round.
    Dataset data =
        DatasetLoader.load(
            new ParquetTables(folder)
                .table(
                    "interactions",
                    ParquetTables.INTERACTION_COLUMNS,
                    "VALUES (0::BIGINT, '\uD83D\uDE00', 'é', 1::BIGINT, NULL::DOUBLE,"
                        + " 'interaction', 1.0::DOUBLE, NULL::VARCHAR), (1, '\uFFFD', 'z', 2, NULL,"
                        + " 'interaction', 1.0, NULL)")
                .tables(),
            2);
    assertThat(data.users().ids()).containsExactly("\uFFFD", "\uD83D\uDE00");
    assertThat(data.items().ids()).containsExactly("z", "é");
  }

  @Test
  void isTheSameForAnyNumberOfThreads() throws Exception {
    ParquetTables tables =
        new ParquetTables(folder)
            .table(
                "interactions",
                ParquetTables.INTERACTION_COLUMNS,
                "SELECT i, 'u' || hash(i) % 997, 'i' || hash(i + 7) % 499, 1000 * (i // 3),"
                    + " hash(i) % 11 / 2.0, 'interaction', 1.0, 's' || i // 50"
                    + " FROM range(300000) r(i)");
    assertThat(DeepPrint.of(DatasetLoader.load(tables.tables(), 1)))
        .isEqualTo(DeepPrint.of(DatasetLoader.load(tables.tables(), 4)));
  }

  @Test
  void refusesTimestampsOnSomeRowsOnly() throws Exception {
    var tables =
        new ParquetTables(folder)
            .table(
                "interactions",
                ParquetTables.INTERACTION_COLUMNS,
                "VALUES (0::BIGINT, 'b', 'x', NULL::BIGINT, NULL::DOUBLE, 'interaction',"
                    + " 1.0::DOUBLE, NULL::VARCHAR), (1, 'a', 'x', 5, NULL, 'interaction', 1.0,"
                    + " NULL)")
            .tables();
    assertThatThrownBy(() -> DatasetLoader.load(tables, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("1 of 2 interactions")
        .hasMessageContaining("no timestamp");
  }

  @Test
  void refusesDamagedTables() throws Exception {
    var missing = new ParquetTables(folder).tables();
    assertThatThrownBy(() -> DatasetLoader.load(missing, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no table interactions");

    var unknownEvent =
        new ParquetTables(folder)
            .event("view", 1, false)
            .table(
                "interactions",
                ParquetTables.INTERACTION_COLUMNS,
                "VALUES (0::BIGINT, 'b', 'x', 1::BIGINT, NULL::DOUBLE, 'other', 1.0::DOUBLE,"
                    + " NULL::VARCHAR)")
            .tables();
    assertThatThrownBy(() -> DatasetLoader.load(unknownEvent, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("event type is not known")
        .hasMessageContaining("sluice ingest");

    var disordered =
        new ParquetTables(folder)
            .table(
                "interactions",
                ParquetTables.INTERACTION_COLUMNS,
                "VALUES (0::BIGINT, 'b', 'x', 9::BIGINT, NULL::DOUBLE, 'interaction',"
                    + " 1.0::DOUBLE, NULL::VARCHAR), (1, 'b', 'x', 3, NULL, 'interaction', 1.0,"
                    + " NULL)")
            .tables();
    assertThatThrownBy(() -> DatasetLoader.load(disordered, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("order of time");

    Files.writeString(folder.resolve("interactions.parquet"), "PAR1 cut short");
    assertThatThrownBy(() -> DatasetLoader.load(disordered, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be read")
        .hasMessageContaining("sluice ingest");
  }
}
