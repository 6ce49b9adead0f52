package sluice.evaluation.compare;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sluice.evaluation.report.ReportJson;
import sluice.evaluation.significance.Interval;

/** A comparison as JSON: keys in a fixed order, full precision, null where there is no number. */
public final class ComparisonJson {
  private ComparisonJson() {}

  /** Returns the text. */
  public static String of(RunComparison c, UserLists lists) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("runs", c.names().runs());
    tree.put("sides", c.names().sides());
    tree.put("baseline", c.baseline());
    tree.put("headline", c.headline());
    tree.put("conclusions", c.conclusions());
    tree.put("warnings", c.warnings());
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    c.config().forEach(d -> config.put(d.key(), d.values()));
    tree.put("config", config);
    tree.put("differences", c.differences().stream().map(ComparisonJson::difference).toList());
    tree.put("refits", c.refits().stream().map(ComparisonJson::refits).toList());
    tree.put("slices", c.slices().stream().map(ComparisonJson::slice).toList());
    tree.put("users", c.users().movers().stream().map(m -> mover(c, m, lists)).toList());
    return ReportJson.text(tree);
  }

  private static Map<String, @Nullable Object> difference(Difference d) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("measure", d.measure());
    row.put("run", d.side());
    row.put("system", d.systems());
    row.put("rows", d.rows());
    row.put("users", d.users());
    row.put("baseline", d.baseline());
    row.put("mean", d.mean());
    interval(row, d.evidence().difference());
    row.put("test", d.evidence().test());
    row.put("pValue", d.evidence().pValue());
    row.put("pValueRaw", d.evidence().pValueRaw());
    row.put("pValueSignedRanks", d.evidence().signedRanks());
    row.put("effectSize", d.size().effect().value());
    row.put("effectLow", d.size().effect().low());
    row.put("effectHigh", d.size().effect().high());
    row.put("rankBiserial", d.size().rankBiserial());
    row.put("detectable", d.size().detectable());
    row.put("asked", d.size().asked());
    row.put("usersNeeded", d.size().usersNeeded() == 0 ? null : d.size().usersNeeded());
    d.evidence()
        .equivalence()
        .ifPresent(e -> {
          row.put("margin", e.margin());
          row.put("pValueEquivalence", e.pValue());
        });
    row.put("verdict", d.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    row.put("words", d.words());
    return row;
  }

  private static Map<String, @Nullable Object> refits(Refits r) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("run", r.side());
    row.put("measure", r.measure());
    row.put("users", r.split().users());
    row.put("refits", r.split().refits());
    row.put("mean", r.split().mean());
    row.put("varianceOfUsers", r.split().varianceOfUsers());
    row.put("varianceOfRefits", r.split().varianceOfRefits());
    row.put("varianceOfRest", r.split().varianceOfRest());
    row.put("shareOfRefits", r.split().shareOfRefits());
    row.put("ciLow", r.split().interval().low());
    row.put("ciHigh", r.split().interval().high());
    row.put("usersAloneLow", r.usersAlone().low());
    row.put("usersAloneHigh", r.usersAlone().high());
    return row;
  }

  private static Map<String, @Nullable Object> slice(SliceDifference s) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("slice", s.slice());
    row.put("part", s.part());
    row.put("run", s.side());
    row.put("users", s.users());
    row.put("small", s.small());
    row.put("baseline", s.baseline());
    row.put("mean", s.mean());
    interval(row, s.difference());
    row.put("pValue", s.pValue());
    return row;
  }

  private static Map<String, @Nullable Object> mover(RunComparison c, Mover m, UserLists lists) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("run", m.side());
    row.put("user", m.user());
    row.put("baseline", m.baseline());
    row.put("value", m.value());
    row.put("difference", m.difference());
    row.put("baselineList", lists.head(c.names().shown().getFirst(), m.user()));
    row.put(
        "list", lists.head(c.names().shown().get(c.names().sides().indexOf(m.side())), m.user()));
    return row;
  }

  private static void interval(Map<String, @Nullable Object> row, Interval difference) {
    row.put("difference", difference.mean());
    row.put("ciLow", difference.low());
    row.put("ciHigh", difference.high());
  }
}
