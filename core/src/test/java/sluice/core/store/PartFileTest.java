package sluice.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.BroughtVectors;
import sluice.core.Catalogue;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.Edges;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.ItemVectors;
import sluice.core.Tags;

class PartFileTest {
  @TempDir Path folder;

  @Test
  void whatIsReadBackWritesTheSameBytes() throws IOException {
    FittingPart part = part();
    FittingPart back = copy(part, "first");
    copy(back, "second");
    assertThat(folder.resolve("second")).hasSameBinaryContentAs(folder.resolve("first"));
    assertThat(Files.size(folder.resolve("first"))).isGreaterThan(500);
  }

  @Test
  void everyPartOfItComesBack() {
    FittingPart back = copy(part(), "file");
    assertThat(back.users().ids()).containsExactly("u1", "u2");
    assertThat(back.catalogue().available(1, 4)).isFalse();
    assertThat(back.catalogue().available(1, 5)).isTrue();
    assertThat(back.catalogue().available(1, 9)).isFalse();
    assertThat(back.histories().all(1).value(0)).isNaN();
    assertThat(back.histories().all(0).weight(1)).isEqualTo(-1);
    assertThat(back.interactions().eventTypes()).containsExactly("like", "hide");
    assertThat(back.interactions().session(2)).isEqualTo(7);
    assertThat(back.items().columns().keySet()).containsExactly("title", "genres", "year", "seen");
    assertThat(back.items().row(1, 6)).isEqualTo(1);
    assertThat(back.items().row(1, 7)).isEqualTo(2);
    Column.Categories genres = (Column.Categories) back.items().columns().get("genres");
    assertThat(genres.values().id(genres.code(2, 1))).isEqualTo("war");
    assertThat(back.tags().values().id(back.tags().tag(0))).isEqualTo("slow");
    assertThat(back.impressions()).isPresent();
    assertThat(back.edges().people().id(back.edges().to()[0])).isEqualTo("friend");
    assertThat(back.edges().times()).containsExactly(4);
    BroughtVectors clip = back.vectors().get("clip");
    assertThat(clip.items().data()).containsExactly(1, 2, 3, 4);
    assertThat(clip.users().ids()).containsExactly("friend");
    assertThat(clip.userVectors().data()).containsExactly(5, 6);
    assertThat(back.asOf()).isEqualTo(10);
    assertThat(back.timed()).isTrue();
  }

  private FittingPart copy(FittingPart part, String name) {
    Path file = folder.resolve(name);
    Path users = file.resolveSibling("users.arrays");
    try (ArrayWriter out = new ArrayWriter(file);
        ArrayWriter perUser = new ArrayWriter(users)) {
      PartFile.write(part, out, perUser);
    }
    try (ArrayReader in = new ArrayReader(file);
        ArrayReader perUser = new ArrayReader(users)) {
      FittingPart back = PartFile.read(in, perUser);
      perUser.finish();
      in.finish();
      return back;
    }
  }

  private static FittingPart part() {
    Dictionary users = Dictionary.of(List.of("u1", "u2"));
    Dictionary ids = Dictionary.of(List.of("a", "b"));
    Catalogue catalogue =
        new Catalogue(ids, new long[] {Long.MIN_VALUE, 5}, new long[] {Long.MAX_VALUE, 9});
    Interactions interactions =
        new Interactions.Builder(List.of("like", "hide"), 3)
            .add(0, 0, 1, 4.5f, 1, 0, -1)
            .add(1, 1, 6, Float.NaN, 1, 0, -1)
            .add(0, 1, 8, 0, -1, 1, 7)
            .build();
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("title", new Column.Texts(new String[] {"A <b>", "", "B"}));
    columns.put(
        "genres",
        new Column.Categories(
            Dictionary.of(List.of("drama", "war")), new int[] {0, 1, 1, 3}, new int[] {0, 0, 1}));
    columns.put("year", new Column.Numbers(new float[] {1999, Float.NaN, -0f}));
    columns.put("seen", new Column.Times(new long[] {3, Long.MIN_VALUE, 4}));
    EntityTable items =
        new EntityTable(new int[] {0, 1, 3}, new long[] {Long.MIN_VALUE, 2, 6}, columns);
    Tags tags =
        new Tags(
            Dictionary.of(List.of("slow")),
            new int[] {Dictionary.UNKNOWN},
            new int[] {1},
            new int[] {0},
            new long[] {3});
    return new FittingPart(
        users,
        catalogue,
        interactions,
        new Histories(interactions, 2),
        items,
        EntityTable.empty(2),
        tags,
        Optional.of(Path.of("impressions.parquet")),
        new Edges(
            Dictionary.of(List.of("u1", "friend")), new int[] {0}, new int[] {1}, new long[] {4}),
        Map.of(
            "clip",
            new BroughtVectors(
                new ItemVectors(new float[] {1, 2, 3, 4}, 2, 2),
                Dictionary.of(List.of("friend")),
                new ItemVectors(new float[] {5, 6}, 1, 2))),
        10,
        true);
  }
}
