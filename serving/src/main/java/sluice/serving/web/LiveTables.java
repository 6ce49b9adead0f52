package sluice.serving.web;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.IntPredicate;
import sluice.core.text.NumberText;
import sluice.serving.metrics.CallMetrics;
import sluice.serving.metrics.Durations;
import sluice.serving.metrics.FunnelMetrics;
import sluice.serving.metrics.MetricsView;
import sluice.serving.metrics.Period;
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
        process(minute));
  }

  private static boolean wrong(int status) {
    return status >= 400 && status < 500 && status != 429;
  }

  private static Table calls(Period minute, MetricsView view) {
    List<Line> lines = new ArrayList<>();
    for (String name : view.values(CallMetrics.REQUESTS, "call")) {
      List<String> cells = new ArrayList<>();
      cells.addAll(times(minute.call(name)));
      cells.addAll(times(view.times(CallMetrics.SECONDS, "call", name)));
      lines.add(new Line(name.equals("other") ? "pages, others" : name, cells, false));
    }
    return new Table(
        "Calls",
        "From a request's arrival to its last byte, in milliseconds.",
        List.of(group("Last minute"), group("Since the start")),
        lines);
  }

  private static Group group(String name) {
    return new Group(name, List.of("count", "p50", "p95", "p99"));
  }

  private static List<String> times(Durations times) {
    if (times.count() == 0) {
      return List.of("0", LiveFigures.NONE, LiveFigures.NONE, LiveFigures.NONE);
    }
    return List.of(
        NumberText.count(times.count()),
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
        List.of(NumberText.count(lately), NumberText.count(Period.answers(view, status))),
        bad && lately > 0);
  }

  private static List<Group> counts() {
    return List.of(new Group("", List.of("last minute", "since the start")));
  }

  private static Line grown(
      String name, Period minute, boolean bad, String counter, String... labels) {
    double lately = minute.grew(counter, labels);
    return new Line(
        name,
        List.of(
            NumberText.count(lately), NumberText.count(minute.to().view().sum(counter, labels))),
        bad && lately > 0);
  }

  /** What was cut short so that the rest is in time. */
  private static Table spared(Period minute) {
    return new Table(
        "Cut short",
        "What was given less, so that the rest was answered in time.",
        counts(),
        List.of(
            popular("slates of popularity: no time", minute, true, "late"),
            popular("slates of popularity: nothing found", minute, false, "nothing"),
            event("event calls turned away", minute, true, "busy"),
            event("event store out of reach", minute, true, "unavailable"),
            grown("threads given up", minute, true, MetricsView.LOST_THREADS)));
  }

  private static Line popular(String name, Period minute, boolean bad, String reason) {
    return grown(name, minute, bad, FunnelMetrics.POPULAR, "reason", reason);
  }

  private static Line event(String name, Period minute, boolean bad, String outcome) {
    return grown(name, minute, bad, FunnelMetrics.EVENTS, "outcome", outcome);
  }

  private static Table stages(Period minute, MetricsView view) {
    List<Line> lines = new ArrayList<>();
    for (String name : List.of("sources", "fusion", "features", "ranking", "reranking")) {
      if (view.times(FunnelMetrics.STAGES, "stage", name).count() > 0) {
        Durations times = minute.times(FunnelMetrics.STAGES, "stage", name);
        lines.add(new Line(name, times(times), false));
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
    SortedSet<String> names = view.values(FunnelMetrics.SOURCES, "source");
    names.addAll(view.values(FunnelMetrics.LEFT_OUT, "source"));
    for (String name : names) {
      List<String> cells =
          new ArrayList<>(times(minute.times(FunnelMetrics.SOURCES, "source", name)));
      boolean bad = false;
      for (String reason : List.of("late", "failed", "skipped")) {
        String[] labels = {"source", name, "reason", reason};
        cells.add(NumberText.count(view.sum(FunnelMetrics.LEFT_OUT, labels)));
        bad |= minute.grew(FunnelMetrics.LEFT_OUT, labels) > 0;
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
      lines.add(event(outcome.replace('-', ' '), minute, false, outcome));
    }
    for (String mark : List.of("burst", "replay", "bot")) {
      lines.add(grown("marked: " + mark, minute, true, FunnelMetrics.MARKED, "mark", mark));
    }
    return new Table(
        "Events",
        "What became of what clients told. Marked ones are stored, and change no slate.",
        counts(),
        lines);
  }

  private static Table process(Period minute) {
    MetricsView now = minute.to().view();
    double cores = minute.grew("process_cpu_seconds") / minute.seconds();
    double collecting = minute.grew("jvm_gc_collection_seconds") / minute.seconds();
    return new Table(
        "Process",
        "What it takes of the machine.",
        List.of(new Group("", List.of("now"))),
        List.of(
            one("processor, cores in the last minute", Figures.rate(Math.max(0, cores))),
            one("garbage collection, share of the last minute", NumberText.percent(collecting)),
            one("heap, MB", Figures.megabytes(LiveFigures.heap(now))),
            one(
                "other memory of the JVM, MB",
                Figures.megabytes(now.sum("jvm_memory_used_bytes", "area", "nonheap"))),
            one("platform threads", NumberText.count(now.sum("jvm_threads_current"))),
            one("open files and sockets", NumberText.count(now.sum("process_open_fds")))));
  }

  private static Line one(String name, String value) {
    return new Line(name, List.of(value), false);
  }
}
