package sluice.serving.live;

import java.util.ArrayList;
import java.util.List;
import sluice.core.RankedItems;
import sluice.funnel.SourceOutcome;
import sluice.funnel.Trace;

/** Turns a trace into what a page shows. */
final class Inspector {
  private Inspector() {}

  static Inspection of(Generation live, Trace trace, String requestId) {
    List<Inspection.StageView> stages = new ArrayList<>();
    for (SourceOutcome source : trace.sources()) {
      stages.add(
          new Inspection.StageView(
              source.source(),
              "source",
              source.status(),
              source.reason(),
              source.list().size(),
              source.nanos() / 1000,
              items(live, source.list())));
    }
    RankedItems fused = trace.candidates().fused();
    stages.add(stage("fusion", "fusion", fused, trace.nanos().fusion(), live));
    stages.add(
        new Inspection.StageView(
            trace.features().columns() + " features a candidate",
            "features",
            SourceOutcome.Status.ANSWERED,
            "",
            trace.candidates().size(),
            trace.nanos().features() / 1000,
            List.of()));
    String ranker = live.bundle().manifest().ranker();
    stages.add(stage(ranker, "ranking", trace.ranked(), trace.nanos().ranking(), live));
    for (Trace.Reranked r : trace.reranked()) {
      stages.add(stage(r.reranker(), "reranking", r.list(), r.nanos(), live));
    }
    stages.add(stage("slate", "slate", trace.slate(), trace.nanos().reranking(), live));
    return new Inspection(
        requestId,
        trace.request().userId(),
        trace.request().time(),
        trace.request().history().size(),
        stages);
  }

  private static Inspection.StageView stage(
      String name, String kind, RankedItems list, long nanos, Generation live) {
    return new Inspection.StageView(
        name,
        kind,
        SourceOutcome.Status.ANSWERED,
        "",
        list.size(),
        nanos / 1000,
        items(live, list));
  }

  private static List<Inspection.Scored> items(Generation live, RankedItems list) {
    List<Inspection.Scored> items = new ArrayList<>();
    for (int place = 0; place < Math.min(Inspection.SHOWN, list.size()); place++) {
      String id = live.part().catalogue().items().id(list.item(place));
      items.add(new Inspection.Scored(live.card(id), list.score(place)));
    }
    return items;
  }
}
