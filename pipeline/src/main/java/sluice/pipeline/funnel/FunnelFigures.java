package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import sluice.core.CandidateSource;
import sluice.core.JudgedRequest;
import sluice.evaluation.Stage;
import sluice.evaluation.report.FunnelTable;

/**
 * What each stage leaves: list lengths, the recall that is the ceiling for the next stage, what
 * only one source brings, time.
 *
 * <p>Recall here is of the whole list, a mean over the users with a relevant item. Over several
 * folds all users count alike.
 */
final class FunnelFigures {
  private final List<FoldRun.Outcome> folds;

  FunnelFigures(List<FoldRun.Outcome> folds) {
    this.folds = folds;
  }

  /** Returns the rows of sources, fusion, served ranker and slate. */
  FunnelTable funnel() {
    OfflineEvaluation first = folds.getFirst().evaluation();
    List<FunnelTable.Row> rows = new ArrayList<>();
    for (OfflineEvaluation.SystemLists system : first.systems()) {
      boolean shown =
          system.stage == Stage.RETRIEVAL
              || system.stage == Stage.FUSION
              || system.stage == Stage.RERANKING
              || system.name.equals(first.served());
      if (shown) {
        rows.add(row(system));
      }
    }
    long items = folds.getFirst().fold().fitting().catalogue().size();
    return new FunnelTable(items, rows);
  }

  private FunnelTable.Row row(OfflineEvaluation.SystemLists system) {
    double size = 0;
    double recall = 0;
    double unique = 0;
    double millis = 0;
    int requests = 0;
    int judged = 0;
    boolean source = false;
    for (FoldRun.Outcome fold : folds) {
      OfflineEvaluation.SystemLists own = fold.evaluation().lists(system.name);
      List<OfflineEvaluation.SystemLists> others = fusedSources(fold);
      source = others.remove(own);
      for (int i = 0; i < own.items.length; i++) {
        JudgedRequest request = fold.fold().test().get(i);
        size += own.items[i].length;
        requests++;
        int relevant = relevant(request);
        if (relevant == 0) {
          continue;
        }
        judged++;
        recall += (double) hits(request, own.items[i], List.of(), i) / relevant;
        if (source) {
          unique += (double) hits(request, own.items[i], others, i) / relevant;
        }
      }
      millis += own.nanos.sum() / 1e6;
    }
    return new FunnelTable.Row(
        system.stage.key(),
        system.name,
        size / Math.max(1, requests),
        recall / Math.max(1, judged),
        millis / Math.max(1, requests),
        source ? OptionalDouble.of(unique / Math.max(1, judged)) : OptionalDouble.empty());
  }

  private static List<OfflineEvaluation.SystemLists> fusedSources(FoldRun.Outcome fold) {
    List<OfflineEvaluation.SystemLists> lists = new ArrayList<>();
    for (CandidateSource s : fold.funnel().retrieval().sources()) {
      lists.add(fold.evaluation().lists(s.name()));
    }
    return lists;
  }

  /** Counts relevant items of a list that stand in none of the others. */
  private static int hits(
      JudgedRequest request, int[] list, List<OfflineEvaluation.SystemLists> others, int i) {
    int[] sorted = sorted(list);
    List<int[]> rest = others.stream().map(o -> sorted(o.items[i])).toList();
    int hits = 0;
    for (int r = 0; r < request.size(); r++) {
      int item = request.item(r);
      if (request.gain(r) > 0
          && Arrays.binarySearch(sorted, item) >= 0
          && rest.stream().noneMatch(o -> Arrays.binarySearch(o, item) >= 0)) {
        hits++;
      }
    }
    return hits;
  }

  private static int[] sorted(int[] list) {
    int[] copy = list.clone();
    Arrays.sort(copy);
    return copy;
  }

  private static int relevant(JudgedRequest request) {
    int n = 0;
    for (int r = 0; r < request.size(); r++) {
      n += request.gain(r) > 0 ? 1 : 0;
    }
    return n;
  }
}
