package sluice.serving.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntPredicate;
import sluice.serving.metrics.FunnelMetrics;
import sluice.serving.metrics.Histogram;
import sluice.serving.metrics.MetricsView;
import sluice.serving.metrics.Period;
import sluice.serving.metrics.ProcessView;
import sluice.serving.web.LiveFigures.Group;
import sluice.serving.web.LiveFigures.Line;
import sluice.serving.web.LiveFigures.Table;

/** The tables of the live page: calls, answers, stages, sources, events, the process. */
final class LiveTables {
  private LiveTables() {}

  /** Makes them of the last minute; its later end tells what was counted since the start. */
  static List<Table> of(Period minute) {
    MetricsView view = minute.to().view();
    return List.of(
        calls(minute, view),
        answers(minute, view),
        spared(minute),
        stages(minute, view),
        sources(minute, view),
        events(minute),
        process(minute, view.process()));
  }

  private static boolean wrong(int status) {
    return status >= 400 && status < 500 && status != 429;
  }

  private static Table calls(Period minute, MetricsView view) {
    List<Line> lines = new ArrayList<>();
    view.calls()
        .forEach((name, call) -> {
          List<String> cells = new ArrayList<>();
          cells.addAll(times(minute.call(name)));
          cells.addAll(times(Optional.of(call.times())));
          lines.add(new Line(name.equals("other") ? "pages, others" : name, cells, false));
        });
    return new Table(
        "Calls",
        "From a request's arrival to its last byte, in milliseconds.",
        List.of(group("Last minute"), group("Since the start")),
        lines);
  }

  private static Group group(String name) {
    return new Group(name, List.of("count", "p50", "p95", "p99"));
  }

  private static List<String> times(Optional<Histogram.Snapshot> of) {
    if (of.isEmpty() || of.get().count() == 0) {
      return List.of("0", LiveFigures.NONE, LiveFigures.NONE, LiveFigures.NONE);
    }
    Histogram.Snapshot times = of.get();
    return List.of(
        Figures.count(times.count()),
        Figures.milliseconds(times.quantile(.5)),
        Figures.milliseconds(times.quantile(.95)),
        Figures.milliseconds(times.quantile(.99)));
  }

  private static Table answers(Period minute, MetricsView view) {
    return new Table(
        "Answers",
        "By class: what went wrong, and whose fault it was.",
        counts(),
        List.of(
            answers("answered", minute, view, status -> status < 400, false),
            answers("asked wrongly (4xx)", minute, view, LiveTables::wrong, false),
            answers("turned away (429, 503)", minute, view, LiveFigures::away, true),
            answers("failed (5xx)", minute, view, LiveFigures::failed, true)));
  }

  private static Line answers(
      String name, Period minute, MetricsView view, IntPredicate status, boolean bad) {
    long lately = minute.answers(status);
    return new Line(
        name,
        List.of(Figures.count(lately), Figures.count(Period.answers(view, status))),
        bad && lately > 0);
  }

  private static List<Group> counts() {
    return List.of(new Group("", List.of("last minute", "since the start")));
  }

  private static Line grown(
      String name, Period minute, Function<MetricsView, Long> of, boolean bad) {
    long lately = minute.grew(of);
    return new Line(
        name,
        List.of(Figures.count(lately), Figures.count(of.apply(minute.to().view()))),
        bad && lately > 0);
  }

  /** What was cut short so that the rest is in time. */
  private static Table spared(Period minute) {
    return new Table(
        "Cut short",
        "What was given less, so that the rest was answered in time.",
        counts(),
        List.of(
            grown("slates of popularity: no time", minute, v -> popular(v, "late"), true),
            grown("slates of popularity: nothing found", minute, v -> popular(v, "nothing"), false),
            grown("event calls turned away", minute, v -> event(v, "busy"), true),
            grown("event store out of reach", minute, v -> event(v, "unavailable"), true),
            grown("threads given up", minute, v -> (long) v.lostThreads(), true)));
  }

  private static long popular(MetricsView view, String reason) {
    return view.funnel().popular().getOrDefault(reason, 0L);
  }

  private static long event(MetricsView view, String outcome) {
    return view.funnel().events().getOrDefault(outcome, 0L);
  }

  private static Table stages(Period minute, MetricsView view) {
    List<Line> lines = new ArrayList<>();
    for (String name : List.of("sources", "fusion", "features", "ranking", "reranking")) {
      if (view.funnel().stages().containsKey(name)) {
        lines.add(new Line(name, times(minute.stage(name)), false));
      }
    }
    return new Table(
        "Stages",
        "Where a recommendation's time goes, in milliseconds.",
        List.of(group("Last minute")),
        lines);
  }

  private static Table sources(Period minute, MetricsView view) {
    List<Line> lines = new ArrayList<>();
    SortedSet<String> names = new TreeSet<>(view.funnel().sources().keySet());
    view.funnel().leftOut().keySet().forEach(of -> names.add(of.source()));
    for (String name : names) {
      List<String> cells = new ArrayList<>(times(minute.source(name)));
      boolean bad = false;
      for (String reason : List.of("late", "failed", "skipped")) {
        FunnelMetrics.LeftOut of = new FunnelMetrics.LeftOut(name, reason);
        cells.add(Figures.count(view.funnel().leftOut().getOrDefault(of, 0L)));
        bad |= minute.grew(v -> v.funnel().leftOut().getOrDefault(of, 0L)) > 0;
      }
      lines.add(new Line(name, cells, bad));
    }
    return new Table(
        "Sources",
        "Candidate sources: their time in milliseconds, and how often they were left out.",
        List.of(
            group("Last minute"),
            new Group("Left out since the start", List.of("late", "failed", "skipped"))),
        lines);
  }

  private static Table events(Period minute) {
    List<Line> lines = new ArrayList<>();
    for (String outcome :
        List.of("stored", "duplicate", "conflict", "unknown-request", "not-shown")) {
      lines.add(grown(outcome.replace('-', ' '), minute, v -> event(v, outcome), false));
    }
    for (String mark : List.of("burst", "replay", "bot")) {
      lines.add(grown("marked: " + mark, minute, v -> mark(v.funnel().marks(), mark), true));
    }
    return new Table(
        "Events",
        "What became of what clients told. Marked ones are stored, and change no slate.",
        counts(),
        lines);
  }

  private static long mark(SortedMap<String, Long> marks, String mark) {
    return marks.getOrDefault(mark, 0L);
  }

  private static Table process(Period minute, ProcessView now) {
    ProcessView before = minute.from().view().process();
    double cores = (now.cpuSeconds() - before.cpuSeconds()) / minute.seconds();
    double collecting = (now.collectionSeconds() - before.collectionSeconds()) / minute.seconds();
    return new Table(
        "Process",
        "What it takes of the machine.",
        List.of(new Group("", List.of("now"))),
        List.of(
            one("processor, cores in the last minute", Figures.rate(Math.max(0, cores))),
            one("garbage collection, share of the last minute", Figures.percent(collecting)),
            one("heap, MB", Figures.megabytes(now.heapBytes())),
            one("other memory of the JVM, MB", Figures.megabytes(now.otherBytes())),
            one("platform threads", Figures.count(now.threads())),
            one("open files and sockets", Figures.count(now.openFiles()))));
  }

  private static Line one(String name, String value) {
    return new Line(name, List.of(value), false);
  }
}
