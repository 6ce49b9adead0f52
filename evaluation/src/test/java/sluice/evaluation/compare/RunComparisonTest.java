package sluice.evaluation.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import sluice.core.Randomness;
import sluice.core.ReportSection;
import sluice.core.UserError;
import sluice.core.text.ConsoleText;
import sluice.evaluation.compare.ComparedRun.RowValues;
import sluice.evaluation.compare.Difference.Verdict;
import sluice.evaluation.report.Example;
import sluice.evaluation.report.SectionsPage;
import sluice.evaluation.significance.Clusters;
import sluice.evaluation.significance.MeanDifference;
import sluice.evaluation.significance.VarianceSplit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunComparisonTest {
  private static final int USERS = 400;
  private static final RunComparison.Question PLAIN = question(Optional.empty(), false);

  private static RunComparison.Question question(Optional<Double> margin, boolean force) {
    return new RunComparison.Question(List.of(), margin, force, 2);
  }

  /** Returns users' shares of hits, the same for every call with a seed but for the shift. */
  private static double[] values(long seed, IntToDoubleFunction shift) {
    double[] values = new double[USERS];
    for (int u = 0; u < USERS; u++) {
      SplittableRandom common = Randomness.generator(1, "user", u);
      SplittableRandom own = Randomness.generator(seed, "run", u);
      double chance = common.nextDouble() * 0.5 + 0.2 + shift.applyAsDouble(u);
      for (int i = 0; i < 10; i++) {
        values[u] += own.nextDouble() < chance ? 0.1 : 0;
      }
    }
    return values;
  }

  private static ComparedRun run(String name, Map<String, String> config, double[]... measures) {
    List<String> users = new ArrayList<>();
    Map<String, Integer> activity = new HashMap<>();
    for (int u = 0; u < USERS; u++) {
      users.add("u" + u);
      if (u % 10 != 0) {
        activity.put("u" + u, u);
      }
    }
    List<RowValues> rows = new ArrayList<>();
    String[] names = {"nDCG@10", "recall@10"};
    for (int m = 0; m < measures.length; m++) {
      rows.add(new RowValues(names[m], "slate", users, users, measures[m]));
    }
    Map<String, String> judged = new LinkedHashMap<>();
    judged.put("dataset fingerprint", "ab".repeat(32));
    judged.put("protocol type", "leave-one-out");
    return new ComparedRun(name, config, judged, "nDCG@10", rows, activity);
  }

  private static Map<String, String> config(String model, int seed) {
    return Map.of("ranking.model", model, "seed", Integer.toString(seed), "threads", "" + seed);
  }

  private static ComparedRun run(String name, long seed, double shift) {
    return run(name, config(name, 1), values(seed, u -> shift), values(seed + 90, u -> shift));
  }

  @Test
  void systemsThatHardlyDifferAreNeitherBetterNorEqual() {
    RunComparison comparison = RunComparison.of(List.of(run("a", 1, 0), run("b", 2, 0.002)), PLAIN);
    Difference d = comparison.headlines().getFirst();
    assertThat(d.verdict()).isEqualTo(Verdict.NOT_SHOWN);
    assertThat(d.evidence().difference().low()).isNegative();
    assertThat(d.evidence().difference().high()).isPositive();
    assertThat(d.words()).startsWith("not shown to differ (interval −0.0");
    assertThat(comparison.conclusions())
        .singleElement()
        .asString()
        .startsWith("Neither b nor a is shown to be better by nDCG@10")
        .endsWith("That does not show them to be equal.");
  }

  @Test
  void onlyTheEquivalenceTestSaysEquivalent() {
    List<ComparedRun> runs = List.of(run("a", 1, 0), run("b", 2, 0.002));
    Difference wide =
        RunComparison.of(runs, question(Optional.of(0.05), false)).headlines().getFirst();
    assertThat(wide.verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(wide.words()).isEqualTo("equivalent within ±0.05");
    Difference narrow =
        RunComparison.of(runs, question(Optional.of(0.001), false)).headlines().getFirst();
    assertThat(narrow.verdict()).isEqualTo(Verdict.NOT_SHOWN);
    assertThat(narrow.size().asked()).isEqualTo(0.001);
    assertThat(narrow.size().usersNeeded()).isGreaterThan(10_000);
    // Few users who seem alike show nothing.
    ComparedRun few = few(runs.get(0));
    ComparedRun others = few(runs.get(1));
    assertThat(
            RunComparison.of(List.of(few, others), question(Optional.of(0.05), false))
                .headlines()
                .getFirst()
                .verdict())
        .isEqualTo(Verdict.NOT_SHOWN);
  }

  private static ComparedRun few(ComparedRun run) {
    List<RowValues> rows =
        run.measures().stream()
            .map(m ->
                new RowValues(
                    m.measure(),
                    m.system(),
                    m.rows().subList(0, 12),
                    m.owners().subList(0, 12),
                    Arrays.copyOf(m.values(), 12)))
            .toList();
    return new ComparedRun(
        run.name(), run.config(), run.judged(), run.headline(), rows, run.activity());
  }

  @Test
  void aClearGainIsBetterAndTheOtherWayRoundWorse() {
    ComparedRun a = run("a", 1, 0);
    ComparedRun b = run("b", 2, 0.06);
    Difference up =
        RunComparison.of(List.of(a, b), question(Optional.of(0.3), false)).headlines().getFirst();
    Difference down = RunComparison.of(List.of(b, a), PLAIN).headlines().getFirst();
    assertThat(up.verdict()).isEqualTo(Verdict.BETTER);
    assertThat(up.words()).isEqualTo("better, by less than ±0.3");
    assertThat(down.verdict()).isEqualTo(Verdict.WORSE);
    assertThat(down.evidence().difference().mean())
        .isCloseTo(-up.evidence().difference().mean(), within(1e-12));
    assertThat(up.evidence().pValue()).isCloseTo(down.evidence().pValue(), within(2e-3));
    assertThat(up.users()).isEqualTo(USERS);
  }

  @Test
  void severalRunsAreCorrectedForTheirNumber() {
    List<ComparedRun> runs =
        List.of(run("a", 1, 0), run("b", 2, 0.03), run("c", 3, 0.02), run("d", 4, 0));
    RunComparison all = RunComparison.of(runs, PLAIN);
    assertThat(all.headlines()).extracting(Difference::side).containsExactly("b", "c", "d");
    assertThat(all.headlines())
        .anyMatch(d -> d.evidence().pValue() > d.evidence().pValueRaw())
        .allMatch(d -> d.evidence().pValue() >= d.evidence().pValueRaw());
    assertThat(all.differences()).hasSize(6);
    assertThat(all.config())
        .containsExactly(new ConfigDifference("ranking.model", List.of("a", "b", "c", "d")));
  }

  @Test
  void aRecordOfAnotherTypeStandsForItsSettings() {
    Map<String, String> one =
        Map.of(
            "ranking.model.type", "xgboost",
            "ranking.model.trees", "200",
            "candidates.sources", "lucene, hnsw",
            "candidates.sources[hnsw].type", "hnsw",
            "candidates.sources[hnsw].M", "16",
            "candidates.sources[lucene].n", "400",
            "slate.size", "20");
    Map<String, String> other =
        Map.of(
            "ranking.model.type", "linear",
            "ranking.model.epochs", "4",
            "candidates.sources", "lucene",
            "candidates.sources[lucene].n", "300");
    double[] values = values(1, u -> 0);
    assertThat(ConfigDifference.of(List.of(run("a", one, values), run("b", other, values))))
        .containsExactly(
            new ConfigDifference("candidates.sources", List.of("lucene, hnsw", "lucene")),
            new ConfigDifference("candidates.sources[lucene].n", List.of("400", "300")),
            new ConfigDifference("ranking.model", List.of("xgboost", "linear")),
            new ConfigDifference("slate.size", List.of("20", "–")));
  }

  @Test
  void otherJudgementsAreRefusedAndForcedOnlyOnSharedUsers() {
    ComparedRun a = run("a", 1, 0);
    ComparedRun half = few(run("b", 2, 0));
    Map<String, String> judged = new LinkedHashMap<>(half.judged());
    judged.put("dataset fingerprint", "cd".repeat(32));
    ComparedRun b =
        new ComparedRun("b", half.config(), judged, "nDCG@10", half.measures(), Map.of());
    assertThatThrownBy(() -> RunComparison.of(List.of(a, b), PLAIN))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("not judged alike")
        .hasMessageContaining("dataset fingerprint differs (a: abababababab…; b: cdcdcdcdcdcd…)")
        .hasMessageContaining("--force");
    RunComparison forced = RunComparison.of(List.of(a, b), question(Optional.empty(), true));
    assertThat(forced.headlines().getFirst().users()).isEqualTo(12);
    assertThat(forced.warnings())
        .anyMatch(w -> w.contains("by force although dataset fingerprint differs"))
        .anyMatch(w -> w.contains("388"));
  }

  @Test
  void whatCannotBeComparedIsSaid() {
    ComparedRun a = run("a", 1, 0);
    ComparedRun b = run("b", config("b", 1), values(2, u -> 0));
    assertThatThrownBy(() -> RunComparison.of(List.of(a), PLAIN))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("two runs");
    RunComparison.Question recall =
        new RunComparison.Question(List.of("recall@10"), Optional.empty(), false, 1);
    assertThatThrownBy(() -> RunComparison.of(List.of(a, b), recall))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("recall@10 is not reported")
        .hasMessageContaining("nDCG@10");
    List<String> strangers = List.of("x");
    ComparedRun other =
        new ComparedRun(
            "c",
            Map.of(),
            a.judged(),
            "nDCG@10",
            List.of(new RowValues("nDCG@10", "slate", strangers, strangers, new double[1])),
            Map.of());
    assertThatThrownBy(() -> RunComparison.of(List.of(a, other), PLAIN))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no user in common");
  }

  @Test
  void runsThatDifferByTheSeedAloneAreRefits() {
    List<ComparedRun> refits = new ArrayList<>();
    double[][] cells = new double[3][];
    for (int seed = 1; seed <= 3; seed++) {
      double refit = seed * 0.03;
      cells[seed - 1] = values(seed, u -> refit);
      refits.add(run("s" + seed, config("m", seed), cells[seed - 1]));
    }
    RunComparison alone = RunComparison.of(refits, PLAIN);
    assertThat(alone.names().sides()).containsExactly("s1 (3 refits)");
    assertThat(alone.differences()).isEmpty();
    Refits only = alone.refits().getFirst();
    assertThat(only.split()).isEqualTo(VarianceSplit.of(cells));
    double both = only.split().interval().high() - only.split().interval().low();
    assertThat(both).isGreaterThan(2 * (only.usersAlone().high() - only.usersAlone().low()));
    assertThat(alone.conclusions()).singleElement().asString().contains("by the seed alone");
    assertThat(ConsoleText.of(ComparisonSections.of(alone, (run, user) -> List.of())))
        .anyMatch(line -> line.contains("over both"));
  }

  @Test
  void refitsOfTwoConfigsArePairedBySeed() {
    List<ComparedRun> runs = new ArrayList<>();
    double[][] differences = new double[3][USERS];
    for (int seed = 3; seed >= 1; seed--) {
      int own = seed;
      double[] a = values(seed, u -> 0);
      double[] b = values(seed + 50, u -> own * 0.02);
      runs.add(run("a" + seed, config("a", seed), a));
      runs.add(run("b" + seed, config("b", seed), b));
      for (int u = 0; u < USERS; u++) {
        differences[seed - 1][u] = b[u] - a[u];
      }
    }
    Difference d = RunComparison.of(runs, PLAIN).headlines().getFirst();
    VarianceSplit split = VarianceSplit.of(differences);
    assertThat(d.evidence().test()).isEqualTo("two-way");
    assertThat(d.evidence().pValueRaw()).isCloseTo(split.pValue(), within(1e-9));
    assertThat(d.evidence().difference().low()).isCloseTo(split.interval().low(), within(1e-9));
    // Over users alone it would be taken for a sure gain.
    double[] means = new double[USERS];
    Arrays.setAll(means, u -> (differences[0][u] + differences[1][u] + differences[2][u]) / 3);
    assertThat(MeanDifference.of(means, Clusters.single(USERS)).pValue())
        .isLessThan(split.pValue() / 10);
    runs.removeLast();
    RunComparison unequal = RunComparison.of(runs, PLAIN);
    assertThat(unequal.names().sides()).hasSize(5);
    assertThat(unequal.warnings()).singleElement().asString().contains("same seeds");
  }

  @Test
  void requestsArePairedByNameAndTakenTogetherByUser() {
    double[] a = values(1, u -> 0);
    double[] b = values(2, u -> 0);
    List<String> rows = new ArrayList<>();
    List<String> owners = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      rows.add(i < 10 ? "twice" + i % 5 : "r" + i);
      owners.add("u" + i % 40);
    }
    Map<String, String> none = Map.of();
    RowValues ofA = new RowValues("nDCG@10", "slate", rows, owners, a);
    // The other run tells the same rows in another order, but for those of one name.
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      order.add(i);
    }
    for (int i = USERS - 1; i >= 10; i--) {
      order.add(i);
    }
    RowValues ofB =
        new RowValues(
            "nDCG@10",
            "slate",
            order.stream().map(rows::get).toList(),
            order.stream().map(owners::get).toList(),
            order.stream().mapToDouble(i -> b[i]).toArray());
    Difference d =
        RunComparison.of(
                List.of(
                    new ComparedRun("a", none, none, "nDCG@10", List.of(ofA), Map.of()),
                    new ComparedRun("b", none, none, "nDCG@10", List.of(ofB), Map.of())),
                PLAIN)
            .headlines()
            .getFirst();
    double[] differences = new double[USERS];
    Arrays.setAll(differences, i -> b[i] - a[i]);
    MeanDifference expected = MeanDifference.of(differences, Clusters.of(owners));
    assertThat(d.users()).isEqualTo(40);
    assertThat(d.rows()).isEqualTo(USERS);
    assertThat(d.evidence().difference().low())
        .isCloseTo(expected.interval(0.95).low(), within(1e-9));
    assertThat(d.evidence().pValue()).isCloseTo(expected.pValue(), within(0.03));
  }

  @Test
  void slicesWhereRunsPartAreFound() {
    ComparedRun a = run("a", 1, 0);
    // Users 300 and more are the most active quarter; there alone is a gain.
    ComparedRun b = run("b", config("b", 1), values(2, u -> u >= 300 ? 0.12 : 0));
    List<SliceDifference> slices = RunComparison.of(List.of(a, b), PLAIN).slices();
    assertThat(slices)
        .extracting(SliceDifference::part)
        .containsExactly(
            "warm", "cold", "least quarter", "second quarter", "third quarter", "most quarter");
    assertThat(slices.getLast().words()).isEqualTo("better");
    assertThat(slices.subList(2, 5)).allMatch(s -> s.words().equals("not shown to differ"));
    assertThat(slices.get(0).users() + slices.get(1).users()).isEqualTo(USERS);
    assertThat(slices.get(1).users()).isEqualTo(40);
  }

  @Test
  void everyFormTellsTheSame() throws java.io.IOException {
    ComparedRun a = run("a", 1, 0);
    ComparedRun b = run("b", 2, 0.06);
    RunComparison comparison = RunComparison.of(List.of(a, b), question(Optional.of(0.1), false));
    Mover first = comparison.users().movers().getFirst();
    assertThat(first.difference()).isPositive();
    assertThat(comparison.users().movers().getLast().difference()).isNegative();
    assertThat(comparison.users().movers()).hasSize(10);
    UserLists lists =
        (run, user) -> List.of(new Example.Item("i", "of " + run + " for " + user, "", true));
    List<ReportSection> sections = ComparisonSections.of(comparison, lists);
    assertThat(sections)
        .extracting(ReportSection::id)
        .containsExactly("verdict", "config", "measures", "slices", "users");
    String html = new SectionsPage("t", "s", sections).html();
    assertThat(html).contains("★ of b for " + first.user(), "better, by less than ±0.1");
    assertThat(
            new SectionsPage("t", "s", ComparisonSections.of(comparison, (run, user) -> List.of()))
                .markdown())
        .contains("| user | baseline | mean | difference |\n");
    JsonNode json = JsonMapper.shared().readTree(ComparisonJson.of(comparison, lists));
    Difference d = comparison.headlines().getFirst();
    JsonNode row = json.get("differences").get(0);
    assertThat(row.get("difference").doubleValue()).isEqualTo(d.evidence().difference().mean());
    assertThat(row.get("verdict").stringValue()).isEqualTo("better");
    assertThat(row.get("margin").doubleValue()).isEqualTo(0.1);
    assertThat(json.get("users").get(0).get("list").get(0).get("title").stringValue())
        .isEqualTo("of b for " + first.user());
    assertThat(json.get("config").get("ranking.model").get(1).stringValue()).isEqualTo("b");
    assertThat(ConsoleText.of(ComparisonSections.of(comparison, (run, user) -> List.of())))
        .anyMatch(line -> line.startsWith("nDCG@10") && line.contains("better"))
        .anyMatch(line -> line.contains("users who gained most and lost most"))
        .anyMatch(line -> line.startsWith(first.user() + "  "))
        .noneMatch(line -> line.contains("\n"));
    int[] moved = comparison.moved(0);
    assertThat(moved[0] + moved[1] + moved[2]).isEqualTo(USERS);
  }

  @Test
  void threadsChangeNothing() {
    List<ComparedRun> runs = List.of(run("a", 1, 0), run("b", 2, 0.01));
    UserLists none = (run, user) -> List.of();
    String one =
        ComparisonJson.of(
            RunComparison.of(
                runs, new RunComparison.Question(List.of(), Optional.empty(), false, 1)),
            none);
    assertThat(ComparisonJson.of(RunComparison.of(runs, PLAIN), none)).isEqualTo(one);
  }
}
