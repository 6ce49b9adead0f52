package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.JudgedRequest;
import sluice.evaluation.Judgements;
import sluice.evaluation.report.Slices;
import sluice.evaluation.slices.Slice;

/**
 * The slices of what was judged: test requests of all folds by their user, and items of the first
 * fold's catalogue.
 *
 * <p>Attributes are read as of the request's time, items' as of the fitting part's end.
 */
final class JudgedSlices {
  private static final List<String> QUARTERS =
      List.of("least quarter", "second quarter", "third quarter", "most quarter");

  private final List<JudgedRequest> requests = new ArrayList<>();
  private final List<FittingPart> parts = new ArrayList<>();
  private final FittingPart first;
  private final List<String> wanted;

  /**
   * Prepares.
   *
   * @param wanted columns to slice by; none means those that suit
   */
  JudgedSlices(List<FoldRun.Outcome> folds, List<String> wanted) {
    for (FoldRun.Outcome fold : folds) {
      fold.fold()
          .test()
          .forEach(request -> {
            requests.add(request);
            parts.add(fold.fold().fitting());
          });
    }
    this.first = folds.getFirst().fold().fitting();
    this.wanted = wanted;
  }

  /** Returns the slices of requests by a list of groups: history, activity, time, columns. */
  List<List<Slice>> users() {
    int n = requests.size();
    List<List<Slice>> groups = new ArrayList<>();
    groups.add(
        List.of(
            Slice.of("users", "warm", n, u -> !requests.get(u).request().cold()),
            Slice.of("users", "cold", n, u -> requests.get(u).request().cold())));
    int[] quarter =
        Slices.quarters(requests.stream().mapToInt(r -> r.request().history().size()).toArray());
    groups.add(byQuarter("activity", quarter));
    groups.add(
        ColumnSlices.quarters(
            "time of the request",
            n,
            u -> requests.get(u).request().time(),
            ColumnSlices::date,
            "undated"));
    for (String column : ColumnSlices.columns(first.userTable(), wanted)) {
      EntityTable table = first.userTable();
      groups.add(
          ColumnSlices.of(
              column, Objects.requireNonNull(table.columns().get(column)), n, this::userRow));
    }
    return groups;
  }

  /** Users of later folds have their attributes in the first fold's table, too: it has all rows. */
  private int userRow(int u) {
    int user = first.users().index(requests.get(u).request().userId());
    return user < 0 ? -1 : first.userTable().row(user, requests.get(u).request().time());
  }

  /** Returns the slices of items by a list of groups: popularity, warm and cold, columns. */
  List<List<Slice>> items() {
    int[] counts = interactionsPerItem();
    int n = counts.length;
    List<List<Slice>> groups = new ArrayList<>();
    groups.add(byQuarter("popularity", Slices.quarters(counts)));
    groups.add(
        List.of(
            Slice.of("items", "warm", n, i -> counts[i] > 0),
            Slice.of("items", "cold", n, i -> counts[i] == 0)));
    for (String column : ColumnSlices.columns(first.items(), wanted)) {
      EntityTable table = first.items();
      groups.add(
          ColumnSlices.of(
              column,
              Objects.requireNonNull(table.columns().get(column)),
              n,
              i -> table.row(i, first.asOf())));
    }
    return groups;
  }

  /** Returns how often each item of the first fold's catalogue was interacted with in fitting. */
  int[] interactionsPerItem() {
    int[] counts = new int[first.catalogue().size()];
    for (int i = 0; i < first.interactions().size(); i++) {
      counts[first.interactions().item(i)]++;
    }
    return counts;
  }

  private static List<Slice> byQuarter(String group, int[] quarters) {
    List<Slice> slices = new ArrayList<>();
    for (int q = 0; q < QUARTERS.size(); q++) {
      int own = q;
      slices.add(Slice.of(group, QUARTERS.get(q), quarters.length, e -> quarters[e] == own));
    }
    return slices.stream().filter(s -> s.size() > 0).toList();
  }

  /** Returns the parts of slices that lie in the first n users, those of the first fold. */
  static List<List<Slice>> first(List<List<Slice>> users, int n) {
    return users.stream()
        .map(group ->
            group.stream().map(s -> Slice.of(s.group(), s.label(), n, s::contains)).toList())
        .toList();
  }

  /**
   * Returns slices of the relevant pairs, in the order of the judgements' rows, from slices of
   * items and of users of the same fold.
   */
  static List<List<Slice>> pairs(
      Judgements judged, List<List<Slice>> users, List<List<Slice>> items) {
    int n = judged.start(judged.users());
    int[] user = new int[n];
    for (int u = 0; u < judged.users(); u++) {
      Arrays.fill(user, judged.start(u), judged.start(u + 1), u);
    }
    List<List<Slice>> groups = new ArrayList<>();
    for (List<Slice> group : items) {
      groups.add(
          group.stream()
              .map(s -> Slice.of(s.group(), s.label(), n, row -> s.contains(judged.item(row))))
              .toList());
    }
    for (List<Slice> group : users) {
      groups.add(
          group.stream()
              .map(s -> Slice.of(s.group(), s.label(), n, row -> s.contains(user[row])))
              .toList());
    }
    return groups;
  }
}
