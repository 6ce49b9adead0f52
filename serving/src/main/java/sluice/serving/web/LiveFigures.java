package sluice.serving.web;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import sluice.core.text.NumberText;
import sluice.serving.metrics.Durations;
import sluice.serving.metrics.FunnelMetrics;
import sluice.serving.metrics.MetricsHistory;
import sluice.serving.metrics.MetricsView;
import sluice.serving.metrics.Period;

/**
 * What the live page shows, as text.
 *
 * @param bundle id of the bundle that answers
 * @param counts up to when counts and trends go; empty where the data does not part by time
 * @param up since when the process runs, in words
 * @param tiles the figures that matter most
 * @param tables everything
 */
public record LiveFigures(
    String bundle, Optional<String> counts, String up, List<Tile> tiles, List<Table> tables) {
  private static final int MINUTE = 60;
  static final String NONE = "–";

  /** The calls whose time a viewer waits for, the most important first. */
  private static final String RECOMMEND = "recommend";

  /** Copies. */
  public LiveFigures {
    tiles = List.copyOf(tiles);
    tables = List.copyOf(tables);
  }

  /**
   * One figure.
   *
   * @param name what it is
   * @param value how much, of the last minute
   * @param unit of the value, or nothing
   * @param more what stands below
   * @param bad whether somebody should look
   * @param line how it went over the last five minutes
   */
  public record Tile(
      String name, String value, String unit, String more, boolean bad, Sparkline line) {}

  /**
   * Figures of one kind.
   *
   * @param name its heading
   * @param about one sentence
   * @param groups of columns, each with its columns
   * @param lines the rows
   */
  public record Table(String name, String about, List<Group> groups, List<Line> lines) {
    /** Returns an id for the heading. */
    public String id() {
      return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
  }

  /** Columns that belong together; the name may be empty. */
  public record Group(String name, List<String> columns) {}

  /** A row: what it is about, its cells, and whether somebody should look. */
  public record Line(String name, List<String> cells, boolean bad) {}

  /** Makes the figures of a moment. */
  public static LiveFigures of(MetricsHistory history, MetricsHistory.Moment now) {
    Period minute = history.last(now, MINUTE);
    MetricsView view = now.view();
    List<Period> steps = steps(history.moments());
    return new LiveFigures(
        view.values(MetricsView.BUNDLE, "bundle").stream().findFirst().orElse(NONE),
        Optional.of(view.sum(MetricsView.COUNTS_END))
            .filter(end -> end != 0)
            .map(LiveFigures::minute),
        Figures.span(ManagementFactory.getRuntimeMXBean().getUptime() / 1e3),
        tiles(minute, view, steps),
        LiveTables.of(minute));
  }

  private static String minute(double seconds) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
        .format(Instant.ofEpochSecond((long) seconds).atOffset(ZoneOffset.UTC));
  }

  private static List<Period> steps(List<MetricsHistory.Moment> moments) {
    List<Period> steps = new ArrayList<>();
    for (int i = 1; i < moments.size(); i++) {
      steps.add(new Period(moments.get(i - 1), moments.get(i)));
    }
    return steps;
  }

  private static List<Tile> tiles(Period minute, MetricsView view, List<Period> steps) {
    Optional<Durations> slates = Optional.of(minute.call(RECOMMEND)).filter(s -> s.count() > 0);
    long failed = minute.answers(LiveFigures::failed);
    long away = minute.answers(LiveFigures::away);
    double heap = heap(view);
    double most = view.sum("jvm_memory_max_bytes", "area", "heap");
    return List.of(
        new Tile(
            "Requests",
            Figures.rate(minute.answers(LiveFigures::any) / minute.seconds()),
            "a second",
            NumberText.count(Period.answers(view, LiveFigures::any)) + " since the start",
            false,
            line(steps, p -> p.answers(LiveFigures::any) / p.seconds())),
        new Tile(
            "Recommend, p99",
            slates.map(s -> Figures.milliseconds(s.quantile(.99))).orElse(NONE),
            slates.isPresent() ? "ms" : "",
            slates
                .map(s ->
                    "p50 %s, p95 %s"
                        .formatted(
                            Figures.milliseconds(s.quantile(.5)),
                            Figures.milliseconds(s.quantile(.95))))
                .orElse("not called within a minute"),
            false,
            line(steps, p -> 1000 * p.call(RECOMMEND).quantile(.99))),
        new Tile(
            "Failed",
            NumberText.count(failed),
            "",
            NumberText.count(Period.answers(view, LiveFigures::failed)) + " since the start",
            failed > 0,
            line(steps, p -> p.answers(LiveFigures::failed))),
        new Tile(
            "Turned away",
            NumberText.count(away),
            "",
            NumberText.count(view.sum(MetricsView.WAITING)) + " waiting now",
            away > 0,
            line(steps, p -> p.answers(LiveFigures::away))),
        new Tile(
            "Events stored",
            NumberText.count(minute.grew(FunnelMetrics.EVENTS, "outcome", "stored")),
            "",
            NumberText.count(view.sum(FunnelMetrics.EVENTS, "outcome", "stored"))
                + " since the start",
            false,
            line(steps, p -> p.grew(FunnelMetrics.EVENTS, "outcome", "stored") / p.seconds())),
        new Tile(
            "Heap",
            Figures.megabytes(heap),
            "MB",
            "of " + Figures.megabytes(most) + " MB",
            heap > .95 * most,
            line(steps, p -> heap(p.to().view()) / 1e6)));
  }

  private static boolean any(int status) {
    return true;
  }

  static boolean away(int status) {
    return status == 503 || status == 429;
  }

  static boolean failed(int status) {
    return status >= 500 && status != 503;
  }

  static double heap(MetricsView view) {
    return view.sum("jvm_memory_used_bytes", "area", "heap");
  }

  private static Sparkline line(List<Period> steps, ToDoubleFunction<Period> figure) {
    return Sparkline.of(steps.stream().mapToDouble(figure).toArray());
  }
}
