package sluice.features;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sluice.core.Feature;
import sluice.core.FeatureSchema;
import sluice.core.ReportSection;

/** The list of features for readers: a section of the report, and the lists of a docs page. */
public final class FeatureDocs {
  private static final List<String> COLUMNS =
      List.of("feature", "type", "group", "owner", "lag", "default", "description");

  /** Characters in a line of a page, at most. */
  private static final int WIDTH = 120;

  private FeatureDocs() {}

  /** Returns the report's section {@code features}. */
  static ReportSection section(FeatureSchema schema, boolean timed, SharedSettings settings) {
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

  /** Returns the features of a schema as Markdown: a list for each group, in lines of a page. */
  public static String markdown(FeatureSchema schema) {
    Map<String, List<Feature>> groups = new LinkedHashMap<>();
    for (Feature f : schema.features()) {
      groups.computeIfAbsent(f.group(), g -> new ArrayList<>()).add(f);
    }
    StringBuilder page = new StringBuilder();
    groups.forEach((group, features) -> {
      page.append(page.isEmpty() ? "" : "\n").append("### ").append(group).append("\n\n");
      features.forEach(f -> item(f, page));
    });
    return page.toString();
  }

  private static void item(Feature f, StringBuilder page) {
    List<String> cells = cells(f);
    String text =
        "- `%s` (%s of %s, lag %s, default %s): %s"
            .formatted(
                f.name(), cells.get(1), f.owner(), cells.get(4), cells.get(5), f.description());
    int column = 0;
    for (String word : text.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        page.append("\n ");
        column = 1;
      }
      page.append(column > 0 ? " " : "").append(word);
      column += word.length() + (column > 0 ? 1 : 0);
    }
    page.append('\n');
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
