package sluice.studies.audit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.core.JudgedRequest;
import sluice.core.Request;
import sluice.funnel.FoldFitting;

/** Looks at what was split: duplicates, times, histories, and the labels of the inner split. */
final class SplitChecks {
  private final FoldFitting funnel;
  private final boolean excludeSeen;

  SplitChecks(FoldFitting funnel, boolean excludeSeen) {
    this.funnel = funnel;
    this.excludeSeen = excludeSeen;
  }

  List<Finding> findings() {
    List<JudgedRequest> labels = new ArrayList<>(funnel.fold().train());
    labels.addAll(funnel.fold().tune());
    labels.addAll(funnel.fold().calibrate());
    FittingPart outer = funnel.outer().part();
    FittingPart inner = funnel.inner().part();
    return List.of(
        pairs("duplicates across the split", outer, funnel.fold().test(), "the test part"),
        pairs("inner split", inner, labels, "the ranker's labels"),
        times(outer),
        histories());
  }

  private Finding pairs(String check, FittingPart part, List<JudgedRequest> judged, String what) {
    long all = 0;
    long again = 0;
    long late = 0;
    for (JudgedRequest r : judged) {
      int user = part.users().index(r.request().userId());
      Set<Integer> seen = new HashSet<>();
      Set<Integer> after = new HashSet<>();
      for (int k = 0; user != Dictionary.UNKNOWN && k < part.histories().size(user); k++) {
        int row = part.histories().row(user, k);
        seen.add(part.interactions().item(row));
        if (part.timed() && part.interactions().time(row) > r.request().time() + 1) {
          after.add(part.interactions().item(row));
        }
      }
      for (int i = 0; i < r.size(); i++) {
        int item = part.catalogue().items().index(r.itemId(i));
        all++;
        again += seen.contains(item) ? 1 : 0;
        late += after.contains(item) ? 1 : 0;
      }
    }
    long bad = excludeSeen ? again : late;
    return new Finding(
        check,
        bad > 0 ? Finding.Level.LEAK : Finding.Level.PASS,
        bad
            + " of "
            + all
            + " pairs of user and item in "
            + what
            + " stand in what is learned from"
            + (excludeSeen ? "" : " at or after the request (repeats before it are allowed)"),
        bad > 0
            ? "part the data so that no pair is on both sides; drop copied rows from the files, and"
                + " fit on the part the protocol leaves"
            : "");
  }

  private static Finding times(FittingPart part) {
    long late = 0;
    if (part.timed() && part.asOf() != Long.MAX_VALUE) {
      for (int i = 0; i < part.interactions().size(); i++) {
        late += part.interactions().time(i) >= part.asOf() ? 1 : 0;
      }
      for (int i = 0; i < part.tags().size(); i++) {
        late += part.tags().time(i) >= part.asOf() ? 1 : 0;
      }
    }
    return new Finding(
        "times at or after the cutoff",
        late > 0 ? Finding.Level.LEAK : Finding.Level.PASS,
        part.timed() && part.asOf() != Long.MAX_VALUE
            ? late + " interactions and tags of the fitting part are not from before the cutoff"
            : "not judged: the protocol has no one cutoff",
        late > 0 ? "check the time zone and unit of the timestamps, and the cutoff" : "");
  }

  private Finding histories() {
    long late = 0;
    for (JudgedRequest judged : funnel.fold().test()) {
      Request r = judged.request();
      // Rows at the very moment of the first label may stand before it in the order of the data.
      for (int i = 0; i < r.history().size() && funnel.fold().fitting().timed(); i++) {
        late += r.history().time(i) > r.time() + 1 ? 1 : 0;
      }
    }
    return new Finding(
        "histories",
        late > 0 ? Finding.Level.LEAK : Finding.Level.PASS,
        late
            + " entries of the histories of "
            + funnel.fold().test().size()
            + " test requests are later than the request",
        late > 0 ? "a request's time must be after all that its history holds" : "");
  }
}
