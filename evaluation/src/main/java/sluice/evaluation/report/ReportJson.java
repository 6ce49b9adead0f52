package sluice.evaluation.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sluice.core.ReportSection;
import sluice.core.store.AtomicFile;
import sluice.evaluation.significance.Comparison;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code report.json}: keys in a fixed order, numbers at full precision, null where there is
 * no number.
 */
public final class ReportJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ReportJson() {}

  /** Writes the file whole. */
  public static void write(EvaluationReport report, Path file) throws IOException {
    byte[] text = text(report).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, temporary -> Files.write(temporary, text));
  }

  /** Returns the text. */
  public static String text(EvaluationReport report) {
    return text(tree(report));
  }

  /** Returns the text of a tree of maps, lists and plain values. */
  static String text(Map<String, @Nullable Object> tree) {
    return MAPPER.writeValueAsString(tree).replace("\r\n", "\n") + "\n";
  }

  private static Map<String, @Nullable Object> tree(EvaluationReport r) {
    Quality q = r.quality();
    Verdict verdict = r.verdict();
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("title", r.title());
    tree.put(
        "verdict",
        map(
            "outcome",
            verdict.outcome().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
            "headline",
            verdict.headline(),
            "sentences",
            verdict.sentences()));
    tree.put("notes", r.notes());
    tree.put("dataset", plain(r.dataset()));
    tree.put("protocol", plain(r.protocol()));
    tree.put("users", q.users());
    tree.put("served", q.served());
    tree.put("headline", q.headline());
    Map<String, @Nullable Object> measures = new LinkedHashMap<>();
    q.contracts()
        .forEach((name, contract) ->
            measures.put(name, map("contract", contract, "users", q.counted().get(name))));
    tree.put("measures", measures);
    tree.put("systems", q.systems().stream().map(ReportJson::system).toList());
    tree.put("comparisons", q.comparisons().stream().map(ReportJson::comparison).toList());
    tree.put("catalogueItems", r.funnel().catalogueItems());
    tree.put("funnel", r.funnel().rows().stream().map(ReportJson::row).toList());
    tree.put("slices", r.slices().stream().map(ReportJson::slice).toList());
    tree.put("examples", r.examples().stream().map(ReportJson::example).toList());
    tree.put("sections", sections(r.allSections()));
    tree.put("timings", plain(r.reproduction().timings()));
    tree.put("facts", r.reproduction().facts());
    tree.put("config", r.reproduction().config());
    tree.put("command", r.reproduction().command());
    return tree;
  }

  /** Returns sections by id, with title and blocks. */
  static Map<String, @Nullable Object> sections(List<ReportSection> sections) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    for (ReportSection s : sections) {
      out.put(
          s.id(),
          map("title", s.title(), "blocks", s.blocks().stream().map(ReportJson::block).toList()));
    }
    return out;
  }

  private static Map<String, @Nullable Object> system(Quality.SystemResult s) {
    Map<String, @Nullable Object> measures = new LinkedHashMap<>();
    s.measures()
        .forEach((name, i) ->
            measures.put(name, map("mean", i.mean(), "ciLow", i.low(), "ciHigh", i.high())));
    return map(
        "name",
        s.name(),
        "stage",
        s.stage().key(),
        "repeatable",
        s.repeatable(),
        "length",
        s.length(),
        "meanLength",
        s.meanSize(),
        "measures",
        measures);
  }

  private static Map<String, @Nullable Object> comparison(Comparison c) {
    return map(
        "system",
        c.system(),
        "baseline",
        c.baseline(),
        "measure",
        c.measure(),
        "difference",
        c.difference(),
        "pValue",
        c.pValue(),
        "pValueRaw",
        c.pValueRaw(),
        "users",
        c.users(),
        "test",
        c.test(),
        "ciLow",
        c.size().low(),
        "ciHigh",
        c.size().high(),
        "effectSize",
        c.size().effectSize(),
        "detectable",
        c.size().detectable());
  }

  private static Map<String, @Nullable Object> row(FunnelTable.Row r) {
    Map<String, @Nullable Object> out =
        map(
            "stage",
            r.stage(),
            "system",
            r.system(),
            "candidatesPerUser",
            r.candidatesPerUser(),
            "recall",
            r.recall(),
            "millis",
            r.millis());
    r.uniqueRecall().ifPresent(u -> out.put("uniqueRecall", number(u)));
    return out;
  }

  private static Map<String, @Nullable Object> slice(SliceTable t) {
    List<Object> rows = new ArrayList<>();
    for (SliceTable.Row row : t.rows()) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      for (int s = 0; s < t.systems().size(); s++) {
        values.put(t.systems().get(s), number(row.values().get(s)));
      }
      rows.add(
          map("label", row.label(), "count", row.count(), "small", row.small(), "values", values));
    }
    return map(
        "id",
        t.id(),
        "title",
        t.title(),
        "measure",
        t.measure(),
        "counts",
        t.counts(),
        "rows",
        rows);
  }

  private static Map<String, @Nullable Object> example(Example e) {
    List<Object> stages = new ArrayList<>();
    for (Example.StageItems s : e.stages()) {
      stages.add(
          map("system", s.system(), "items", s.items().stream().map(ReportJson::item).toList()));
    }
    return map(
        "user",
        e.user(),
        "about",
        e.about(),
        "liked",
        e.liked().stream().map(ReportJson::item).toList(),
        "heldOut",
        e.heldOut().stream().map(ReportJson::item).toList(),
        "stages",
        stages);
  }

  private static Map<String, @Nullable Object> item(Example.Item i) {
    return map("id", i.id(), "title", i.title(), "note", i.note(), "relevant", i.relevant());
  }

  private static Map<String, @Nullable Object> block(ReportSection.Block block) {
    return switch (block) {
      case ReportSection.Text t -> map("kind", "text", "text", t.text());
      case ReportSection.Warning w -> map("kind", "warning", "text", w.text());
      case ReportSection.Table t ->
          map(
              "kind",
              "table",
              "title",
              t.title(),
              "columns",
              t.columns(),
              "rows",
              t.rows().stream().map(row -> row.stream().map(ReportJson::cell).toList()).toList());
      case ReportSection.Details d ->
          map(
              "kind",
              "details",
              "summary",
              d.summary(),
              "blocks",
              d.blocks().stream().map(ReportJson::block).toList());
      case ReportSection.Chart c -> {
        List<Object> series = new ArrayList<>();
        for (ReportSection.Series s : c.series()) {
          List<@Nullable Object> values = new ArrayList<>();
          s.values().forEach(v -> values.add(number(v)));
          series.add(map("name", s.name(), "values", values));
        }
        yield map(
            "kind",
            "chart",
            "title",
            c.title(),
            "x",
            c.xLabel(),
            "y",
            c.yLabel(),
            "categories",
            c.categories(),
            "series",
            series);
      }
    };
  }

  /** Numbers that JSON does not have become words here, for a list takes no null. */
  private static Object cell(Object cell) {
    Object value = cell instanceof ReportSection.Figure f ? f.value() : cell;
    return value instanceof Double d && !Double.isFinite(d) ? "" : value;
  }

  private static Map<String, @Nullable Object> plain(Map<String, ?> map) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    map.forEach((key, value) -> out.put(key, number(value)));
    return out;
  }

  private static @Nullable Object number(@Nullable Object value) {
    return value instanceof Double d && !Double.isFinite(d) ? null : value;
  }

  private static Map<String, @Nullable Object> map(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      out.put(String.valueOf(keysAndValues[i]), number(keysAndValues[i + 1]));
    }
    return out;
  }
}
