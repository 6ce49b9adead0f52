package sluice.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.UserError;
import sluice.core.ValueKind;

class CanonicalTablesTest {
  @TempDir Path folder;

  @Test
  void readsBackWhatItWrote() {
    Map<String, EventType> events = new LinkedHashMap<>();
    events.put("view", EventType.PLAIN);
    events.put("purchase", new EventType(5, false));
    events.put("hide", new EventType(1, true));
    Map<String, ColumnType> columns = new LinkedHashMap<>();
    columns.put("title", ColumnType.TEXT);
    columns.put("genres", ColumnType.SET);
    columns.put("age", ColumnType.NUMBER);
    CanonicalTables tables =
        new CanonicalTables(
            folder,
            "shop",
            "ab12",
            events,
            columns,
            Map.of("gender", ColumnType.CATEGORY),
            Optional.of(
                new ValueDecision(
                    new ValueKind(ValueKind.Type.DURATION, 0.5), false, "all values are 3")),
            new Relevance(
                List.of("purchase"), Relevance.Comparison.parse(">= 4"), Relevance.Grade.VALUE),
            true,
            new CanonicalTables.Counts(
                Map.of("interactions", 12L), Map.of("interactions", 1L), Map.of("items", 2L)),
            List.of("something is odd"));
    tables.write();
    CanonicalTables read = CanonicalTables.read(folder);
    assertThat(read).isEqualTo(tables);
    assertThat(read.events().keySet()).containsExactly("view", "purchase", "hide");
    assertThat(read.itemColumns().keySet()).containsExactly("title", "genres", "age");
    assertThat(folder).isDirectoryContaining(f -> f.endsWith("tables.json"));
    assertThat(folder).isDirectoryNotContaining(f -> f.toString().endsWith(".part"));
  }

  @Test
  void saysWhatToDoWhereNothingWasIngested() {
    assertThatThrownBy(() -> CanonicalTables.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessage(
            folder + " holds no tables.json; ingest the dataset into it first (sluice ingest)");
  }

  @Test
  void saysWhatToDoWhereTheFileIsCutShort() throws IOException {
    Files.writeString(folder.resolve("tables.json"), "{\"version\": 1, \"name\": \"sh");
    assertThatThrownBy(() -> CanonicalTables.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith(
            "tables.json cannot be read; ingest the dataset again (sluice ingest)");
  }

  @Test
  void holdsValuesAgainstBounds() {
    Relevance relevance =
        new Relevance(List.of("rating"), Relevance.Comparison.parse(">=4"), Relevance.Grade.VALUE);
    Relevance.Comparison bound = relevance.value().orElseThrow();
    assertThat(bound.holds(4)).isTrue();
    assertThat(bound.holds(3.5)).isFalse();
    assertThat(bound.holds(Double.NaN)).isFalse();
    assertThat(relevance.gain(4.5)).isEqualTo(4.5);
    assertThat(relevance.gain(Double.NaN)).isEqualTo(1);
    for (String text : List.of(">= 4", "> 4.5", "<= -1", "< 2", "= 3")) {
      assertThat(Relevance.Comparison.parse(text).map(Object::toString)).contains(text);
    }
    assertThat(Relevance.Comparison.parse("5").map(Object::toString)).contains("= 5");
    assertThat(Relevance.Comparison.parse("about 4")).isEqualTo(Optional.empty());
  }
}
