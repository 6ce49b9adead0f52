package sluice.serving.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sluice.serving.feedback.Events.NOON;
import static sluice.serving.feedback.Events.click;
import static sluice.serving.feedback.Events.shown;
import static sluice.serving.feedback.Events.under;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.Progress;
import sluice.core.UserError;
import sluice.core.ValueKind;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.EventType;
import sluice.ingestion.dataset.DatasetSpec;
import sluice.ingestion.read.Ingestion;
import sluice.ingestion.read.IngestionSettings;

class FeedbackExportTest {
  /** Ids with all that CSV and YAML find special. */
  private static final String USER = "O'Neil, \"Bob\"\n# ö𝄞";

  private static final String TYPE = "play: \"all\"";

  @TempDir Path folder;
  private FeedbackStore store;

  @BeforeEach
  void open() {
    String url = "jdbc:sqlite:" + folder.resolve("feedback.db");
    store = FeedbackStore.open(url, FeedbackSettings.DEFAULT);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static ExportSettings settings(Suspicion... leaveOut) {
    Map<String, EventType> events = new LinkedHashMap<>();
    events.put("click", EventType.PLAIN);
    events.put(TYPE, new EventType(2.5, false));
    events.put("hide", new EventType(1, true));
    return new ExportSettings("it's: a \"shop\"", events, Set.of(leaveOut));
  }

  /** What clients send as value means what it meant in the data that the server was made of. */
  @Test
  void valuesKeepTheirKind() {
    store.append(List.of(new Action("e1", "u", "f01", "click", Optional.empty(), 3f, NOON)));
    for (ValueKind kind : List.of(ValueKind.RATING, new ValueKind(ValueKind.Type.DURATION, 0.5))) {
      Path out = folder.resolve("export-" + kind.type().word());
      store.export(
          out,
          new ExportSettings(
              "n",
              Map.of("click", EventType.PLAIN),
              Set.of(),
              "",
              Optional.of(Catalogues.filmsWithUsers(kind))));
      assertThat(DatasetSpec.read(out.resolve("dataset.yaml")).valueKind()).hasValue(kind);
    }
  }

  @Test
  void ingestionReadsWhatIsWrittenWithoutABadRow() throws Exception {
    store.shown(shown("r1", USER, "i1", "i2"));
    store.shown(shown("r2", "v", "i2"));
    store.append(
        List.of(
            under("r1", "e1", USER, "i2"),
            new Action("e2", USER, "i1", TYPE, Optional.of("r1"), 4.5f, NOON + 1),
            new Action("e3", "v", "i,2", "hide", Optional.empty(), Float.NaN, NOON + 2),
            new Action("e4", "v", "i2", "unheard", Optional.empty(), Float.NaN, NOON + 3),
            click("e5", "v", "in seconds", NOON / 1000),
            click("e6", "v", "in the year 33658", 1_000_000_000_000_000L)));
    Path out = folder.resolve("made/again/export");

    assertThat(store.export(out, settings())).isEqualTo(new Exported(3, 3, 3, 0, 0));

    DatasetSpec spec = DatasetSpec.read(out.resolve("dataset.yaml"));
    assertThat(spec.name()).isEqualTo("it's: a \"shop\"");
    assertThat(spec.events()).isEqualTo(settings().events());
    Path tables = folder.resolve("tables");
    IngestionSettings strict = IngestionSettings.DEFAULT.withMaxBadRows(0);
    CanonicalTables read = Ingestion.ingest(spec, tables, strict, Progress.SILENT);
    assertThat(read.rows("interactions")).isEqualTo(3);
    assertThat(
            rows(
                "SELECT user, item, timestamp, value, event, weight FROM '%s/interactions.parquet'"
                    + " ORDER BY seq"))
        .containsExactly(
            USER + "|i2|" + NOON + "|null|click|1.0",
            USER + "|i1|" + (NOON + 1) + "|4.5|" + TYPE + "|2.5",
            "v|i,2|" + (NOON + 2) + "|null|hide|1.0");
    assertThat(
            rows(
                "SELECT request, user, item, timestamp, position, propensity, policy"
                    + " FROM '%s/impressions.parquet' ORDER BY request, position"))
        .containsExactly(
            "r1|" + USER + "|i1|" + NOON + "|1|" + 1.0 / 3 + "|bundle-1",
            "r1|" + USER + "|i2|" + NOON + "|2|0.25|bundle-1",
            "r2|v|i2|" + NOON + "|1|" + 1.0 / 3 + "|bundle-1");
  }

  /**
   * By hand: e1 is in the window, e2 a second after it, e3 negative, e4 without a request, e5
   * marked; r3 is younger than the window, r4 no recommendation, r5 cut short.
   */
  @Test
  void theRewardIsAnActionOfPositiveWeightUnderTheRequestWithinTheWindow() throws Exception {
    long now = System.currentTimeMillis();
    long hour = 3_600_000;
    store.shown(shown("r1", "u", "i1", "i2", "i3", "i4"));
    store.shown(
        Shown.recommended("r3", "u", now - hour, "bundle-1", List.of(new ShownItem("i1", 1, 1))));
    List<ShownItem> one = List.of(new ShownItem("i9", 1, 1));
    store.shown(new Shown("r4", "u", NOON, "bundle-1", Surface.SEARCH, List.of(), one));
    List<ShownItem> none = List.of(new ShownItem("i9", 1, Double.NaN));
    List<String> lacked = List.of("lucene", "popularity");
    store.shown(new Shown("r5", "u", NOON, "bundle-1", Surface.PAGE, lacked, none));
    store.append(
        List.of(
            new Action("e1", "u", "i1", "click", Optional.of("r1"), Float.NaN, NOON + 24 * hour),
            new Action(
                "e2", "u", "i2", "click", Optional.of("r1"), Float.NaN, NOON + 24 * hour + 1000),
            new Action("e3", "u", "i3", "hide", Optional.of("r1"), Float.NaN, NOON + 1),
            click("e4", "u", "i4"),
            new Action("e6", "u", "i1", "click", Optional.of("r3"), Float.NaN, now)));
    store.append(
        List.of(new Action("e5", "u", "i4", "click", Optional.of("r1"), Float.NaN, NOON + 2)),
        "a bot");
    Path out = folder.resolve("export");

    assertThat(store.export(out, settings(Suspicion.BOT))).isEqualTo(new Exported(5, 6, 1, 1, 1));

    String noon = "," + NOON + ",";
    assertThat(Files.readAllLines(out.resolve("impressions.csv")))
        .containsExactly(
            "request,user,item,timestamp,position,propensity,policy,surface,degraded,reward",
            "r1,u,i1" + noon + "1," + 1.0 / 3 + ",bundle-1,recommend,,1",
            "r1,u,i2" + noon + "2,0.25,bundle-1,recommend,,0",
            "r1,u,i3" + noon + "3,0.2,bundle-1,recommend,,0",
            "r1,u,i4" + noon + "4," + 1.0 / 6 + ",bundle-1,recommend,,0",
            "r3,u,i1," + (now - hour) + ",1,1.0,bundle-1,recommend,,1",
            "r5,u,i9" + noon + "1,,bundle-1,page,lucene popularity,0");
    assertThat(Files.readAllLines(out.resolve("other-impressions.csv")))
        .containsExactly(
            "request,user,item,timestamp,position,propensity,policy,surface,degraded,reward",
            "r4,u,i9" + noon + "1,1.0,bundle-1,search,,0");
    IngestionSettings strict = IngestionSettings.DEFAULT.withMaxBadRows(0);
    DatasetSpec spec = DatasetSpec.read(out.resolve("dataset.yaml"));
    CanonicalTables read =
        Ingestion.ingest(spec, folder.resolve("tables"), strict, Progress.SILENT);
    assertThat(read.rows("impressions")).isEqualTo(6);
  }

  private List<String> rows(String sql) throws Exception {
    List<String> rows = new ArrayList<>();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql.formatted(folder.resolve("tables")))) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int c = 1; c <= columns; c++) {
          values.add(String.valueOf(result.getObject(c)));
        }
        rows.add(String.join("|", values));
      }
    }
    return rows;
  }

  @Test
  void withoutImpressionsAndValuesTheDatasetHasNoneAndIsReadable() {
    store.append(List.of(click("e1", "u", "i")));
    Path out = folder.resolve("export");
    store.export(out, settings());
    DatasetSpec spec = DatasetSpec.read(out.resolve("dataset.yaml"));
    assertThat(spec.table("impressions")).isEmpty();
    assertThat(spec.table("interactions").orElseThrow().has("value")).isFalse();
    Ingestion.ingest(spec, folder.resolve("t"), IngestionSettings.DEFAULT, Progress.SILENT);
  }

  @Test
  void theCatalogueMayStandBesideIt() throws Exception {
    store.append(List.of(click("e1", "u", "i")));
    Path items = Files.writeString(folder.resolve("items.csv"), "id,title\ni,Ida\nj,Jo\n");
    String more = "items: {path: " + items + ", key: id, columns: {title: text}}\n";
    ExportSettings settings =
        new ExportSettings("n", Map.of("click", EventType.PLAIN), Set.of(), more);

    store.export(folder.resolve("export"), settings);

    DatasetSpec spec = DatasetSpec.read(folder.resolve("export/dataset.yaml"));
    IngestionSettings strict = IngestionSettings.DEFAULT.withMaxBadRows(0);
    CanonicalTables read = Ingestion.ingest(spec, folder.resolve("t"), strict, Progress.SILENT);
    assertThat(read.rows("items")).isEqualTo(2);
  }

  @Test
  void theCatalogueIsWrittenAsItIsNow() throws Exception {
    store.append(List.of(click("e1", "u", "f01")));
    CatalogueStore catalogue = store.catalogue();
    catalogue.writeItem(
        "f02",
        Optional.of(
            new Attributes(
                Map.of("title", List.of("Matrix, \"2\""), "genres", List.of("a|b", "c")),
                NOON,
                Long.MAX_VALUE)),
        NOON);
    catalogue.writeItem("f03", Optional.empty(), NOON);
    catalogue.writeItem("new", Optional.of(Attributes.always(Map.of("year", List.of("7")))), NOON);
    catalogue.writeItem("gone", Optional.of(Attributes.always(Map.of())), NOON);
    catalogue.writeItem("gone", Optional.empty(), NOON);
    Attributes old = Attributes.always(Map.of("age", List.of("71")));
    catalogue.writeUser(new UserWrite("u", old, NOON));
    Path out = folder.resolve("export");
    ExportSettings settings =
        new ExportSettings(
            "n",
            Map.of("click", EventType.PLAIN),
            Set.of(),
            "",
            Optional.of(Catalogues.filmsWithUsers()));

    store.export(out, settings);

    assertThat(catalogue.exports()).containsExactly(out.toString());
    DatasetSpec spec = DatasetSpec.read(out.resolve("dataset.yaml"));
    IngestionSettings strict = IngestionSettings.DEFAULT.withMaxBadRows(0);
    Ingestion.ingest(spec, folder.resolve("tables"), strict, Progress.SILENT);
    assertThat(
            rows(
                "SELECT item, title, genres, year, available_from, available_until"
                    + " FROM '%s/items.parquet' WHERE item IN ('f01', 'f02', 'f03', 'new', 'gone')"
                    + " ORDER BY item"))
        .containsExactly(
            "f01|The Matrix|[Action, Sci-Fi]|1999.0|null|null",
            "f02|Matrix, \"2\"|[a|b, c]|null|" + NOON + "|null",
            "f03|Amélie|[Comedy, Romance]|2001.0|null|" + NOON,
            "new|null|null|7.0|null|null");
    assertThat(rows("SELECT user, age FROM '%s/users.parquet' ORDER BY user"))
        .containsExactly("t|17.0", "u|71.0");
  }

  @Test
  void markedActionsAreWrittenWithTheirMarkOrLeftOut() throws Exception {
    store.append(List.of(click("e1", "u", "i1")));
    store.append(List.of(click("e2", "u", "i2")), "a bot");

    assertThat(store.export(folder.resolve("all"), settings()))
        .isEqualTo(new Exported(2, 0, 0, 0, 0));
    assertThat(Files.readAllLines(folder.resolve("all/interactions.csv")))
        .containsExactly(
            "user,item,timestamp,event,value,request,marks",
            "u,i1," + NOON + ",click,,,",
            "u,i2," + NOON + ",click,,,BOT");
    assertThat(store.export(folder.resolve("some"), settings(Suspicion.BOT, Suspicion.BURST)))
        .isEqualTo(new Exported(1, 0, 1, 0, 0));
    assertThat(folder.resolve("some/interactions.csv")).content().doesNotContain("i2");
  }

  @Test
  void anExportThatFailsLeavesNothing() throws IOException {
    store.append(List.of(click("e1", "u", "i")));
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Path file = Files.writeString(taken.resolve("mine"), "mine");

    assertThatThrownBy(() -> store.export(taken, settings()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is there already");
    assertThatThrownBy(() ->
            store.export(
                folder.resolve("none"),
                new ExportSettings("n", Map.of("like", EventType.PLAIN), Set.of())))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("like");

    assertThat(file).hasContent("mine");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(p -> p.getFileName().toString()).filter(n -> !n.startsWith("feedback")))
          .containsExactly("taken");
    }
  }
}
