package sluice.evaluation.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import sluice.core.ReportSection;
import sluice.evaluation.Stage;
import sluice.evaluation.significance.Comparison;
import sluice.evaluation.significance.Interval;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes {@code report.json}: keys in a fixed order, numbers at full precision, null where there is
 * no number.
 *
 * <p>Records are written as they are; the interfaces at the end say where a key has another name.
 */
public final class ReportJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .addModule(
              new SimpleModule()
                  .addSerializer(double.class, new Finite())
                  .addSerializer(Double.class, new Finite()))
          .addMixIn(Verdict.Outcome.class, Keyed.class)
          .addMixIn(Stage.class, Keyed.class)
          .addMixIn(Quality.SystemResult.class, SystemForm.class)
          .addMixIn(Interval.class, IntervalForm.class)
          .addMixIn(Comparison.class, ComparisonForm.class)
          .addMixIn(Comparison.Size.class, IntervalForm.class)
          .addMixIn(FunnelTable.Row.class, FunnelForm.class)
          .addMixIn(ReportSection.class, SectionForm.class)
          .addMixIn(ReportSection.Block.class, BlockForm.class)
          .addMixIn(ReportSection.Chart.class, ChartForm.class)
          .addMixIn(ReportSection.Figure.class, FigureForm.class)
          .addMixIn(ReportSection.Link.class, LinkForm.class)
          .build();

  private ReportJson() {}

  /** Returns the text. */
  public static String text(EvaluationReport report) {
    return text(tree(report));
  }

  /** Returns the text of maps, lists, records and plain values. */
  public static String text(Map<String, @Nullable Object> tree) {
    return MAPPER.writeValueAsString(tree).replace("\r\n", "\n") + "\n";
  }

  private static Map<String, @Nullable Object> tree(EvaluationReport r) {
    Quality q = r.quality();
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("title", r.title());
    tree.put("verdict", r.verdict());
    tree.put("answers", r.answers());
    tree.put("notes", r.notes());
    tree.put("dataset", r.dataset());
    tree.put("protocol", r.protocol());
    tree.put("users", q.users());
    tree.put("served", q.served());
    tree.put("headline", q.headline());
    Map<String, MeasureForm> measures = new LinkedHashMap<>();
    q.contracts()
        .forEach((name, contract) ->
            measures.put(
                name, new MeasureForm(contract, Optional.ofNullable(q.counted().get(name)))));
    tree.put("measures", measures);
    tree.put("systems", q.systems());
    tree.put("comparisons", q.comparisons());
    tree.put("catalogueItems", r.funnel().catalogueItems());
    tree.put("funnel", r.funnel().rows());
    tree.put("slices", r.slices().stream().map(SliceForm::of).toList());
    tree.put("examples", r.examples());
    tree.put("sections", sections(r.allSections()));
    tree.put("timings", r.reproduction().timings());
    tree.put("facts", r.reproduction().facts());
    tree.put("config", r.reproduction().config());
    tree.put("command", r.reproduction().command());
    return tree;
  }

  /** Returns sections by id. */
  static Map<String, ReportSection> sections(List<ReportSection> sections) {
    Map<String, ReportSection> out = new LinkedHashMap<>();
    sections.forEach(s -> out.put(s.id(), s));
    return out;
  }

  private static final class Finite extends StdSerializer<Double> {
    private Finite() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializationContext context) {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }

  private record MeasureForm(String contract, Optional<Integer> users) {}

  private record SliceForm(
      String id, String title, String measure, String counts, List<Part> rows) {
    record Part(String label, int count, boolean small, Map<String, Double> values) {}

    static SliceForm of(SliceTable t) {
      return new SliceForm(
          t.id(),
          t.title(),
          t.measure(),
          t.counts(),
          t.rows().stream().map(row -> part(t.systems(), row)).toList());
    }

    private static Part part(List<String> systems, SliceTable.Row row) {
      Map<String, Double> values = new LinkedHashMap<>();
      for (int s = 0; s < systems.size(); s++) {
        values.put(systems.get(s), row.values().get(s));
      }
      return new Part(row.label(), row.count(), row.small(), values);
    }
  }

  interface Keyed {
    @JsonValue
    String key();
  }

  interface SystemForm {
    @JsonProperty("meanLength")
    double meanSize();
  }

  interface IntervalForm {
    @JsonProperty("ciLow")
    double low();

    @JsonProperty("ciHigh")
    double high();
  }

  interface ComparisonForm {
    @JsonUnwrapped
    Comparison.Size size();
  }

  interface FunnelForm {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    OptionalDouble uniqueRecall();
  }

  interface SectionForm {
    @JsonIgnore
    String id();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = ReportSection.Text.class, name = "text"),
    @JsonSubTypes.Type(value = ReportSection.Warning.class, name = "warning"),
    @JsonSubTypes.Type(value = ReportSection.Code.class, name = "code"),
    @JsonSubTypes.Type(value = ReportSection.Table.class, name = "table"),
    @JsonSubTypes.Type(value = ReportSection.Details.class, name = "details"),
    @JsonSubTypes.Type(value = ReportSection.Chart.class, name = "chart")
  })
  interface BlockForm {}

  interface ChartForm {
    @JsonIgnore
    ReportSection.Chart.Kind kind();

    @JsonProperty("x")
    String xLabel();

    @JsonProperty("y")
    String yLabel();
  }

  interface LinkForm {
    @JsonValue
    String text();
  }

  interface FigureForm {
    @JsonValue
    double value();
  }
}
