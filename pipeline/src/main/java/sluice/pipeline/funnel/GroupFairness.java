package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sluice.core.Column;
import sluice.core.ConfigNode;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.ReportSection;
import sluice.core.UserError;
import sluice.evaluation.Judgements;
import sluice.evaluation.Measure;
import sluice.evaluation.Run;
import sluice.evaluation.TrueGains;
import sluice.evaluation.UserValues;
import sluice.evaluation.fairness.GroupExposure;
import sluice.evaluation.fairness.GroupGap;
import sluice.evaluation.report.Slices;
import sluice.evaluation.significance.Holm;
import sluice.evaluation.slices.Slice;
import sluice.pipeline.config.FairnessSettings;
import sluice.pipeline.config.PipelineConfig;

/**
 * The section of the report on fairness: users' figures by group over all folds, and the slates'
 * exposure by group of items against merit in the first.
 */
final class GroupFairness {
  private static final int LEAST = 30;
  private static final int REPETITIONS = 1_000;
  private static final int RESAMPLES = 300;
  private static final int VALUES = 20;
  private static final int COLUMNS = 6;
  private static final int TRUE_USERS = 300;
  private static final List<String> SIZES =
      List.of("smallest quarter", "second quarter", "third quarter", "largest quarter");

  private final List<FoldRun.Outcome> folds;
  private final FoldRun.Outcome first;
  private final FittingPart part;
  private final FairnessSettings settings;
  private final long seed;

  GroupFairness(List<FoldRun.Outcome> folds, PipelineConfig config) {
    this.folds = folds;
    this.first = folds.getFirst();
    this.part = first.fold().fitting();
    this.settings = config.evaluation().fairness();
    this.seed = config.seed();
  }

  /** Refuses a column that is not there, or that nothing can be grouped by. */
  static void check(FairnessSettings settings, FittingPart part) {
    check("users", settings.users(), part.userTable());
    check("items", settings.items(), part.items());
  }

  private static void check(String key, List<String> wanted, EntityTable table) {
    List<String> known = columns(table, c -> !(c instanceof Column.Texts));
    for (String column : wanted) {
      if (!known.contains(column)) {
        throw new UserError(
            "evaluation.fairness."
                + key
                + ": \""
                + column
                + "\" is no column of "
                + key
                + " that can be grouped by."
                + ConfigNode.didYouMean(column, known)
                + " There are: "
                + (known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
  }

  private static List<String> columns(EntityTable table, Predicate<Column> suits) {
    return table.columns().entrySet().stream()
        .filter(c -> suits.test(c.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the section. */
  ReportSection section(Judgements judged, UserValues values, Measure measure) {
    List<ReportSection.Block> blocks = new ArrayList<>();
    blocks.addAll(users(values, measure));
    blocks.addAll(items(judged));
    return new ReportSection("fairness", "Fairness", blocks);
  }

  private List<ReportSection.Block> users(UserValues values, Measure measure) {
    String served = first.evaluation().served();
    double[] own = values.column(measure, values.system(served));
    List<String> wanted =
        settings.users().isEmpty()
            ? columns(part.userTable(), c -> few(c) || c instanceof Column.Numbers)
            : settings.users();
    if (own == null || wanted.isEmpty()) {
      return List.of(new ReportSection.Text("Users have no columns to group them by."));
    }
    List<GroupGap> gaps =
        new JudgedSlices(folds, wanted)
            .users().stream()
                .filter(group -> wanted.contains(group.getFirst().group()))
                .limit(settings.users().isEmpty() ? COLUMNS : wanted.size())
                // Users of whom nothing is known are mostly new: no group of people.
                .map(g -> g.stream().filter(s -> !s.label().equals("no value")).toList())
                .filter(g -> g.size() > 1)
                .flatMap(g -> GroupGap.of(own, g, LEAST, REPETITIONS, seed).stream())
                .toList();
    if (gaps.isEmpty()) {
      return List.of(
          new ReportSection.Text(
              "No column parts the users into two groups of "
                  + LEAST
                  + " or more: whether one is served worse cannot be told."));
    }
    double[] p = Holm.correct(gaps.stream().mapToDouble(GroupGap::pValue).toArray());
    List<List<Object>> rows = new ArrayList<>();
    List<List<Object>> all = new ArrayList<>();
    List<String> sure = new ArrayList<>();
    for (int i = 0; i < gaps.size(); i++) {
      GroupGap gap = gaps.get(i);
      GroupGap.Group best = gap.groups().get(gap.best());
      GroupGap.Group worst = gap.groups().get(gap.worst());
      rows.add(
          List.of(
              gap.name(),
              best.label() + " (" + best.users() + ")",
              best.mean(),
              worst.label() + " (" + worst.users() + ")",
              worst.mean(),
              gap.difference().mean(),
              written(gap.difference().low(), gap.difference().high()),
              number(gap.ratio()),
              p[i]));
      for (GroupGap.Group g : gap.groups()) {
        all.add(List.of(gap.name(), g.label(), g.users(), g.mean()));
      }
      if (p[i] < 0.05) {
        sure.add(gap.name());
      }
    }
    return List.of(
        new ReportSection.Text(
            "Users: "
                + (sure.isEmpty()
                    ? "no column's groups are shown to be served differently by "
                    : "groups by " + String.join(", ", sure) + " are served differently by ")
                + served
                + " ("
                + measure
                + "). The best and the worst group are the furthest apart, so that their difference"
                + " looks large; the p-value allows for that (range of all groups under random"
                + " reassignment of users) and for the number of columns (Holm). Groups under "
                + LEAST
                + " users and users without a value are left out."),
        new ReportSection.Table(
            "Best and worst served group of users by " + measure,
            List.of(
                "Grouped by",
                "best (users)",
                "mean",
                "worst (users)",
                "mean of worst",
                "difference",
                "95 % interval",
                "worst / best",
                "p"),
            rows),
        new ReportSection.Details(
            "All groups of users",
            List.of(
                new ReportSection.Table(
                    measure + " of " + served + " by group",
                    List.of("Grouped by", "group", "users", "mean"),
                    all))));
  }

  private static boolean few(Column column) {
    return column instanceof Column.Categories c
        && c.values().size() > 1
        && c.values().size() <= VALUES;
  }

  private List<ReportSection.Block> items(Judgements judged) {
    List<List<Slice>> groups = itemGroups();
    if (groups.isEmpty()) {
      return List.of(new ReportSection.Text("Items have no columns to group them by."));
    }
    Run slate = first.evaluation().lists("slate").run();
    Optional<double[]> truth = first.oracle().map(this::trueMerit);
    List<ReportSection.Block> tables = new ArrayList<>();
    String worst = "";
    double least = Double.POSITIVE_INFINITY;
    for (List<Slice> group : groups) {
      List<GroupExposure> shares =
          GroupExposure.of(slate, judged, group, slate.length(), RESAMPLES, seed);
      double[] deserved =
          truth.map(weights -> GroupExposure.shares(group, weights)).orElse(new double[0]);
      tables.add(table(group, shares, deserved));
      for (GroupExposure g : shares) {
        if (g.ratio().high() < 1 && g.ratio().mean() < least) {
          least = g.ratio().mean();
          worst = group.getFirst().group() + " " + g.label();
        }
      }
    }
    List<ReportSection.Block> blocks = new ArrayList<>();
    blocks.add(
        new ReportSection.Text(
            "Items: exposure is 1 / log2(rank + 1) for every place of the slate; merit is the gain"
                + " of the relevant judgements. A ratio of 1 is in proportion, below 1 the group is"
                + " shown less than it deserves. "
                + (worst.isEmpty()
                    ? "No group's interval lies wholly below 1."
                    : String.format(
                        Locale.ROOT,
                        "Shown least for what it deserves: %s, %.2f of its share.",
                        worst,
                        least))
                + (truth.isPresent()
                    ? " True merit is what the sample world expects to be watched if everything"
                        + " eligible were shown to the users."
                    : "")));
    blocks.addAll(tables);
    return blocks;
  }

  private static ReportSection.Table table(
      List<Slice> group, List<GroupExposure> shares, double[] deserved) {
    boolean truth = deserved.length > 0;
    List<List<Object>> rows = new ArrayList<>();
    for (int g = 0; g < shares.size(); g++) {
      GroupExposure s = shares.get(g);
      List<Object> row = new ArrayList<>();
      row.add(s.label());
      row.add(s.items());
      row.add(number(s.exposure()));
      row.add(number(s.merit()));
      row.add(number(s.ratio().mean()));
      row.add(written(s.ratio().low(), s.ratio().high()));
      if (truth) {
        row.add(number(deserved[g]));
        row.add(number(s.exposure() / deserved[g]));
      }
      rows.add(row);
    }
    List<String> columns =
        List.of(
            "Group",
            "items",
            "share of exposure",
            "share of merit",
            "exposure / merit",
            "95 % interval",
            "share of true merit",
            "exposure / true merit");
    return new ReportSection.Table(
        "Exposure of the slate by " + group.getFirst().group(),
        truth ? columns : columns.subList(0, 6),
        rows);
  }

  private static Object number(double value) {
    return Double.isFinite(value) ? value : "–";
  }

  private static String written(double low, double high) {
    return Double.isNaN(low) ? "–" : String.format(Locale.ROOT, "%.3g – %.3g", low, high);
  }

  /** Sums the true gains of a fixed stride of users. */
  private double[] trueMerit(Oracle oracle) {
    int users = first.fold().test().size();
    TrueGains gains = oracle.gains(first.fold().test(), first.funnel());
    double[] sums = new double[part.catalogue().size()];
    float[] own = new float[sums.length];
    int chosen = Math.min(users, TRUE_USERS);
    for (int i = 0; i < chosen; i++) {
      gains.gains((int) ((long) i * users / chosen), own);
      for (int item = 0; item < own.length; item++) {
        sums[item] += Float.isNaN(own[item]) ? 0 : own[item];
      }
    }
    return sums;
  }

  private List<List<Slice>> itemGroups() {
    EntityTable table = part.items();
    List<String> wanted = settings.items();
    if (wanted.isEmpty()) {
      wanted =
          Stream.concat(
                  columns(table, GroupFairness::few).stream().limit(COLUMNS - 1),
                  columns(table, GroupFairness::manyMakers).stream().limit(1))
              .toList();
    }
    List<List<Slice>> groups = new ArrayList<>();
    for (String name : wanted) {
      Column column = Objects.requireNonNull(table.columns().get(name));
      List<Slice> slices =
          manyMakers(column)
              ? bySize(name, (Column.Categories) column)
              : ColumnSlices.of(name, column, part.catalogue().size(), this::row);
      if (slices.size() > 1) {
        groups.add(withRest(slices));
      }
    }
    return groups;
  }

  private int row(int item) {
    return part.items().row(item, part.asOf());
  }

  /** A single category with many values, such as who made the item. */
  private static boolean manyMakers(Column column) {
    return column instanceof Column.Categories c
        && c.values().size() > VALUES
        && IntStream.range(0, c.size()).allMatch(row -> c.count(row) <= 1);
  }

  /** Quarters of the values by how many interactions their items have in the fitting part. */
  private List<Slice> bySize(String name, Column.Categories column) {
    int n = part.catalogue().size();
    int[] of = new int[n];
    Map<Integer, Integer> places = new HashMap<>();
    for (int i = 0; i < n; i++) {
      int row = row(i);
      of[i] =
          row < 0 || column.count(row) == 0
              ? -1
              : places.computeIfAbsent(column.code(row, 0), code -> places.size());
    }
    int[] sizes = new int[places.size()];
    for (int i = 0; i < part.interactions().size(); i++) {
      int value = of[part.interactions().item(i)];
      if (value >= 0) {
        sizes[value]++;
      }
    }
    int[] quarters = Slices.quarters(sizes);
    List<Slice> slices = new ArrayList<>();
    for (int q = 0; q < SIZES.size(); q++) {
      int own = q;
      slices.add(
          Slice.of("size of " + name, SIZES.get(q), n, i -> of[i] >= 0 && quarters[of[i]] == own));
    }
    return slices.stream().filter(s -> s.size() > 0).toList();
  }

  private List<Slice> withRest(List<Slice> slices) {
    Slice rest =
        Slice.of(
            slices.getFirst().group(),
            "other",
            part.catalogue().size(),
            i -> slices.stream().noneMatch(s -> s.contains(i)));
    return rest.size() == 0 ? slices : Stream.concat(slices.stream(), Stream.of(rest)).toList();
  }
}
