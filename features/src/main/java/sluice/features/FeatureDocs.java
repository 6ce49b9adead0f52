package sluice.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sluice.core.Feature;
import sluice.core.FeatureSchema;
import sluice.core.ReportSection;

/** The list of features for readers: a section of the report, and the table of a docs page. */
public final class FeatureDocs {
  private static final List<String> COLUMNS =
      List.of("feature", "type", "group", "owner", "lag", "default", "description");

  private FeatureDocs() {}

  /** Returns the report's section {@code features}. */
  static ReportSection section(FeatureSchema schema, boolean timed, FeatureSettings settings) {
    List<ReportSection.Block> blocks = new ArrayList<>();
    blocks.add(
        new ReportSection.Text(
            schema.size()
                + " features. Counts are read as of the request: whole UTC days that ended before its day"
                + (settings.lagDays() == 0
                    ? ""
                    : " and " + settings.lagDays() + " days before that")
                + "; tags strictly before its time; the user's own history is what the request holds."));
    if (!timed) {
      blocks.add(
          new ReportSection.Warning(
              "Features that depend on time (windows, trends, ages, time of day) are off: the data has no timestamps, or the"
                  + " protocol does not respect them. Counts and tags are those of the whole fitting part."));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (Feature f : schema.features()) {
      rows.add(List.copyOf(cells(f)));
    }
    blocks.add(new ReportSection.Table("Features", COLUMNS, rows));
    return new ReportSection("features", "Features", blocks);
  }

  /** Returns the features of a schema as a Markdown table, one row a feature. */
  public static String markdown(FeatureSchema schema) {
    StringBuilder page = new StringBuilder("| " + String.join(" | ", COLUMNS) + " |\n");
    page.append("|").append(" --- |".repeat(COLUMNS.size())).append('\n');
    for (Feature f : schema.features()) {
      page.append("| `").append(f.name()).append("` | ");
      List<String> cells = cells(f);
      page.append(String.join(" | ", cells.subList(1, cells.size()))).append(" |\n");
    }
    return page.toString();
  }

  private static List<String> cells(Feature f) {
    return List.of(
        f.name(),
        f.type().name().toLowerCase(Locale.ROOT),
        f.group(),
        f.owner(),
        f.lag().isZero() ? "0" : f.lag().toDays() + " days",
        Float.isNaN(f.defaultValue()) ? "missing" : plain(f.defaultValue()),
        f.description());
  }

  private static String plain(float value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Float.toString(value);
  }
}
