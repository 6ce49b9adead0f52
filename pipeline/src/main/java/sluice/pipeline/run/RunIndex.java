package sluice.pipeline.run;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Block;
import sluice.core.ReportSection.Chart;
import sluice.core.ReportSection.Figure;
import sluice.core.ReportSection.Link;
import sluice.core.ReportSection.Series;
import sluice.core.ReportSection.Table;
import sluice.core.ReportSection.Text;
import sluice.core.UserError;
import sluice.evaluation.report.SectionsPage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The complete runs of a folder with their headlines, the newest first.
 *
 * @param runs what their reports say
 */
public record RunIndex(List<Entry> runs) {
  /** Copies. */
  public RunIndex {
    runs = List.copyOf(runs);
  }

  /**
   * One run.
   *
   * @param name of its folder
   * @param written when its manifest was written, ISO 8601 in UTC
   * @param dataset its name
   * @param judged what its figures can be held against: dataset with fingerprint, protocol, users
   *     and measure
   * @param served name of the served ranker
   * @param measure the headline measure
   * @param value of the served ranker, with its interval
   * @param gain over the order of retrieval, NaN where that was not compared
   * @param outcome of the verdict: {@code helped}, {@code not-shown}, …
   */
  public record Entry(
      String name,
      String written,
      String dataset,
      String judged,
      String served,
      String measure,
      Figure value,
      double gain,
      String outcome) {}

  /**
   * Reads the folder; a folder that is not there holds no runs.
   *
   * @throws UserError where a report or manifest is damaged
   */
  public static RunIndex read(Path folder) {
    return new RunIndex(
        RunFolder.complete(folder).stream()
            .filter(run ->
                json(run.resolve(RunFolder.MANIFEST)).path("command").asString("").equals("run"))
            .map(RunIndex::entry)
            .sorted(Comparator.comparing(Entry::written).thenComparing(Entry::name).reversed())
            .toList());
  }

  private static Entry entry(Path run) {
    JsonNode manifest = json(run.resolve(RunFolder.MANIFEST));
    JsonNode report = json(run.resolve("report.json"));
    String served = report.path("served").asString("–");
    String measure = report.path("headline").asString("–");
    JsonNode value =
        report
            .path("systems")
            .valueStream()
            .filter(s -> s.path("name").asString("").equals(served))
            .map(s -> s.path("measures").path(measure))
            .findFirst()
            .orElse(report.path("none"));
    double gain =
        report
            .path("comparisons")
            .valueStream()
            .filter(c ->
                c.path("system").asString("").equals(served)
                    && c.path("baseline").asString("").equals("retrieval-order")
                    && c.path("measure").asString("").equals(measure))
            .mapToDouble(c -> c.path("difference").asDouble(Double.NaN))
            .findFirst()
            .orElse(Double.NaN);
    String dataset = manifest.path("dataset").asString("–");
    String judged =
        String.join(
            ", ",
            dataset + " " + manifest.path("fingerprint").asString("").replaceAll("^(.{8}).*", "$1"),
            report.path("protocol").path("type").asString("–"),
            report.path("users").asInt(0) + " users",
            measure);
    return new Entry(
        run.getFileName().toString(),
        manifest.path("written").asString("–"),
        dataset,
        judged,
        served,
        measure,
        Figure.measure(value.path("mean").asDouble(Double.NaN))
            .within(
                value.path("ciLow").asDouble(Double.NaN),
                value.path("ciHigh").asDouble(Double.NaN)),
        gain,
        report.path("verdict").path("outcome").asString("–"));
  }

  private static JsonNode json(Path file) {
    try {
      return JsonMapper.shared().readTree(file.toFile());
    } catch (JacksonException e) {
      throw new UserError(
          file
              + " cannot be read ("
              + e.getOriginalMessage()
              + "); remove that run, or make it again",
          e);
    }
  }

  /** Returns the page that shows the runs side by side, with links to their reports. */
  public SectionsPage page() {
    List<ReportSection> sections = new ArrayList<>();
    sections.add(new ReportSection("runs", "All runs", List.of(table())));
    Map<String, List<Entry>> comparable =
        runs.reversed().stream()
            .collect(Collectors.groupingBy(Entry::judged, LinkedHashMap::new, Collectors.toList()));
    List<Block> charts = new ArrayList<>();
    comparable.forEach((judged, own) -> {
      if (own.size() > 1) {
        charts.add(overTime(judged, own));
      }
    });
    if (!charts.isEmpty()) {
      charts.addFirst(
          new Text(
              "Runs that judge the same data by the same measure, the oldest left. Whether a"
                  + " difference is more than chance says: sluice compare."));
      sections.add(new ReportSection("time", "Over time", charts));
    }
    return new SectionsPage("Runs", runs.size() + " complete runs, the newest first", sections);
  }

  /** Returns the runs as a table. */
  public Table table() {
    return new Table(
        "Complete runs",
        List.of("Run", "Value", "Gain", "Verdict", "Served", "Measure", "Dataset", "Written"),
        runs.stream()
            .map(r ->
                List.<Object>of(
                    new Link(r.name(), address(r.name())),
                    r.value(),
                    Figure.difference(r.gain()),
                    r.outcome().replace('-', ' '),
                    r.served(),
                    r.measure(),
                    r.dataset(),
                    minute(r)))
            .toList());
  }

  private static String address(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20") + "/report.html";
  }

  private static String minute(Entry run) {
    return run.written().replaceFirst("T", " ").replaceFirst(":\\d\\dZ$", "");
  }

  private static Chart overTime(String judged, List<Entry> own) {
    return new Chart(
        judged + ", run by run",
        "Low and high are the ends of the 95 % interval: runs whose bands overlap may be alike.",
        Chart.Kind.LINE,
        "written",
        own.getFirst().measure(),
        own.stream().map(RunIndex::minute).toList(),
        List.of(
            new Series("served ranker", own.stream().map(r -> r.value().value()).toList()),
            new Series("low", own.stream().map(r -> r.value().low()).toList()),
            new Series("high", own.stream().map(r -> r.value().high()).toList())));
  }
}
