package sluice.ranking.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import sluice.core.Candidates;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.History;
import sluice.core.Interactions;
import sluice.core.JudgedRequest;
import sluice.core.RankedItems;
import sluice.core.RankingSet;
import sluice.core.Request;
import sluice.core.Tags;
import sluice.ranking.RankingSets;

final class TrainingSetBuilderTest {
  private static final int ITEMS = 200;
  private static final int CANDIDATES = 100;

  /**
   * Features: item, place among the rows, rank in the one source. Candidates of request q: items q,
   * q + 1, …, q + 99.
   */
  private static class Access implements RequestFeatures {
    private static final FeatureSchema SCHEMA = RankingSets.schema(3);

    @Override
    public FeatureSchema schema() {
      return SCHEMA;
    }

    @Override
    public Candidates candidates(JudgedRequest request, Predicate<String> leftOut) {
      int first = Integer.parseInt(request.request().id().substring(1));
      int[] items = new int[CANDIDATES];
      int[] ranks = new int[CANDIDATES];
      float[] scores = new float[CANDIDATES];
      for (int c = 0; c < CANDIDATES; c++) {
        items[c] = first + c;
        ranks[c] = c + 1;
        scores[c] = -c;
      }
      return new Candidates(
          request.request(),
          List.of("source"),
          new RankedItems(items, scores),
          new int[][] {ranks},
          new float[][] {scores},
          new int[] {CANDIDATES});
    }

    @Override
    public void features(Candidates candidates, FeatureMatrix out) {
      out.resize(candidates.size());
      for (int c = 0; c < candidates.size(); c++) {
        out.set(c, 0, candidates.item(c));
        out.set(c, 1, c);
        out.set(c, 2, candidates.rank(0, c));
      }
    }
  }

  private static JudgedRequest request(int number, int... relevant) {
    History history =
        new History(new int[] {150}, new long[] {0}, new float[] {1}, new float[] {1});
    String[] ids = new String[relevant.length];
    float[] gains = new float[relevant.length];
    Arrays.fill(gains, 2);
    Arrays.setAll(ids, i -> "i" + relevant[i]);
    return new JudgedRequest(
        new Request("q" + number, number, "u" + number, 5, history, Map.of()),
        relevant,
        ids,
        gains,
        new float[relevant.length]);
  }

  /** Fifty requests with two relevant candidates and one that is missed. */
  private static List<JudgedRequest> requests() {
    List<JudgedRequest> requests = new ArrayList<>();
    for (int q = 0; q < 50; q++) {
      requests.add(request(q, q + 3, q + 40, Dictionary.UNKNOWN));
    }
    return requests;
  }

  /** Items 0 … 19 hold nearly all interactions; items from 190 on come only later. */
  private static FittingPart part(int interactionsOfItem7) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      ids.add("i" + i);
    }
    Dictionary items = Dictionary.of(ids);
    long[] from = new long[ITEMS];
    long[] until = new long[ITEMS];
    Arrays.fill(until, Long.MAX_VALUE);
    Arrays.fill(from, 190, ITEMS, 6);
    Interactions.Builder rows = new Interactions.Builder(List.of("view"), 10);
    for (int i = 0; i < ITEMS; i++) {
      int n = i == 7 ? interactionsOfItem7 : i < 20 ? 100 : 1;
      for (int k = 0; k < n; k++) {
        rows.add(0, i, 0, Float.NaN, 1, 0, -1);
      }
    }
    Interactions interactions = rows.build();
    return new FittingPart(
        Dictionary.of(List.of("u")),
        new Catalogue(items, from, until),
        interactions,
        new Histories(interactions, 1),
        EntityTable.empty(ITEMS),
        EntityTable.empty(1),
        Tags.none(),
        Optional.empty(),
        5,
        true);
  }

  private static TrainingSetBuilder builder(int threads, Object... settings) {
    return new TrainingSetBuilder(
        TrainingSettings.read(RankingSets.settings(settings)),
        part(100),
        Optional.empty(),
        42,
        threads);
  }

  private static BuiltSet train(Object... settings) {
    return builder(1, settings).train(requests(), Access::new);
  }

  private static float[] values(RankingSet set) {
    return Arrays.copyOf(set.features().data(), set.rows() * set.features().columns());
  }

  @Test
  void positivesAreTheRelevantCandidatesAndNegativesAsManyAsWanted() {
    BuiltSet built = train("perPositive", 4L, "atLeast", 5L);
    RankingSet set = built.set();
    assertThat(set.requests()).isEqualTo(50);
    for (int g = 0; g < 50; g++) {
      int q = Integer.parseInt(set.requestIds().get(g).substring(1));
      assertThat(set.start(g + 1) - set.start(g)).isEqualTo(2 + 8);
      assertThat(set.relevant(g)).isEqualTo(3);
      for (int r = set.start(g); r < set.start(g + 1); r++) {
        int item = (int) set.features().get(r, 0);
        assertThat(set.label(r)).isEqualTo(item == q + 3 || item == q + 40 ? 2 : 0);
        assertThat(set.weight(r)).isEqualTo(1);
        // The features are those of the whole list: the place in it, not among the chosen rows.
        assertThat(set.features().get(r, 1)).isEqualTo(item - q);
        assertThat(r == set.start(g) || item > set.features().get(r - 1, 0)).isTrue();
      }
    }
    assertThat(built.counts()).isEqualTo(new TrainingCounts(50, 0, 0, 0, 50, 500, 100));
  }

  @Test
  void sampledNegativesTogetherWeighAsMuchAsAllWhereThePriorIsCorrected() {
    RankingSet set = train("perPositive", 5L, "hardShare", 0.5).set();
    for (int g = 0; g < set.requests(); g++) {
      double negatives = 0;
      int q = Integer.parseInt(set.requestIds().get(g).substring(1));
      for (int r = set.start(g); r < set.start(g + 1); r++) {
        negatives += set.label(r) > 0 ? 0 : set.weight(r);
      }
      assertThat(negatives).isCloseTo(98, within(1e-3));
      // The hard half of 30 are the top of the list, without the positive at place 3.
      for (int c = 0; c < 16; c++) {
        assertThat(set.features().get(set.start(g) + c, 0)).isEqualTo(q + c);
      }
    }
  }

  @Test
  void negativesOfCandidatesAreDrawnUniformly() {
    int[] drawn = new int[CANDIDATES];
    for (long seed = 0; seed < 40; seed++) {
      RankingSet set =
          new TrainingSetBuilder(
                  TrainingSettings.read(RankingSets.settings("perPositive", 0L, "atLeast", 49L)),
                  part(100),
                  Optional.empty(),
                  seed,
                  1)
              .train(requests(), Access::new)
              .set();
      for (int r = 0; r < set.rows(); r++) {
        drawn[(int) set.features().get(r, 1)]++;
      }
    }
    for (int c = 0; c < CANDIDATES; c++) {
      // 2,000 requests, each negative taken with probability 1/2: five standard deviations.
      assertThat(drawn[c])
          .isBetween(c == 3 || c == 40 ? 2000 : 888, c == 3 || c == 40 ? 2000 : 1112);
    }
  }

  @Test
  void negativesOfTheCatalogueAreAvailableUnseenAndBelowTheCandidates() {
    for (String negatives : List.of("uniform", "popularity")) {
      RankingSet set = train("negatives", negatives, "atLeast", 40L).set();
      int outside = 0;
      for (int g = 0; g < set.requests(); g++) {
        int q = Integer.parseInt(set.requestIds().get(g).substring(1));
        for (int r = set.start(g); r < set.start(g + 1); r++) {
          int item = (int) set.features().get(r, 0);
          assertThat(item).isLessThan(190);
          boolean candidate = item >= q && item < q + CANDIDATES;
          assertThat(set.features().get(r, 2)).isEqualTo(candidate ? item - q + 1 : 0);
          assertThat(set.features().get(r, 1) < CANDIDATES).isEqualTo(candidate);
          assertThat(candidate || item != 150).isTrue();
          outside += candidate ? 0 : 1;
        }
      }
      assertThat(outside).isPositive();
    }
  }

  @Test
  void popularNegativesFollowTheFittingPartAlone() {
    TrainingSettings settings =
        TrainingSettings.read(RankingSets.settings("negatives", "popularity"));
    RankingSet before =
        new TrainingSetBuilder(settings, part(100), Optional.empty(), 42, 1)
            .train(requests(), Access::new)
            .set();
    RankingSet same =
        new TrainingSetBuilder(settings, part(100), Optional.empty(), 42, 1)
            .train(requests(), Access::new)
            .set();
    assertThat(values(same)).isEqualTo(values(before));
    // Were interactions of the held-out part counted, this is what would be seen.
    RankingSet leaked =
        new TrainingSetBuilder(settings, part(5_000), Optional.empty(), 42, 1)
            .train(requests(), Access::new)
            .set();
    assertThat(values(leaked)).isNotEqualTo(values(before));
  }

  @Test
  void threadsAndTheOrderOfRequestsChangeNothingAndTheSeedDoes() {
    for (String negatives : List.of("candidates", "uniform", "popularity")) {
      RankingSet one = builder(1, "negatives", negatives).train(requests(), Access::new).set();
      RankingSet two =
          builder(3, "negatives", negatives).train(requests().reversed(), Access::new).set();
      assertThat(values(two)).isEqualTo(values(one));
      assertThat(two.requestIds()).isEqualTo(one.requestIds());
    }
    RankingSet other =
        new TrainingSetBuilder(
                TrainingSettings.read(RankingSets.noSettings()), part(100), Optional.empty(), 43, 1)
            .train(requests(), Access::new)
            .set();
    assertThat(values(other)).isNotEqualTo(values(train().set()));
  }

  @Test
  void aRequestWithoutAPositiveLeavesTrainingAndStaysInTuning() {
    List<JudgedRequest> requests = List.of(request(1, 5), request(2, 180), request(3));
    BuiltSet train = builder(1).train(requests, Access::new);
    assertThat(train.set().requestIds()).containsExactly("q1");
    assertThat(train.counts().withoutPositive()).isEqualTo(1);
    assertThat(train.counts().withoutRelevant()).isEqualTo(1);
    BuiltSet tune = builder(1).tune(requests, Access::new);
    assertThat(tune.set().requestIds()).containsExactlyInAnyOrder("q1", "q2");
    assertThat(tune.set().rows()).isEqualTo(2 * CANDIDATES);
    assertThat(tune.set().relevant(0) + tune.set().relevant(1)).isEqualTo(2);
  }

  @Test
  void limitsHoldAndAreCounted() {
    BuiltSet few = train("maxRequests", 7L);
    assertThat(few.set().requests()).isEqualTo(7);
    assertThat(few.counts().beyondLimit()).isEqualTo(43);
    BuiltSet rows = train("maxRows", 100L, "atLeast", 30L, "perPositive", 0L);
    assertThat(rows.set().rows()).isEqualTo(128);
    assertThat(rows.counts().beyondLimit()).isEqualTo(46);
  }

  /** Takes down which requests went without which source. */
  private static Set<String> leftOut(int threads, long seed, double share) {
    Set<String> without = ConcurrentHashMap.newKeySet();
    final class Watched extends Access {
      @Override
      public Candidates candidates(JudgedRequest request, Predicate<String> leftOut) {
        for (String source : List.of("a", "b", "c")) {
          if (leftOut.test(source)) {
            without.add(request.request().id() + source);
          }
        }
        return super.candidates(request, leftOut);
      }
    }
    TrainingSettings settings =
        TrainingSettings.read(RankingSets.settings("dropSources", share, "maxRequests", 50L));
    TrainingSetBuilder builder =
        new TrainingSetBuilder(settings, part(100), Optional.empty(), seed, threads);
    builder.train(requests(), Watched::new);
    Set<String> training = Set.copyOf(without);
    without.clear();
    builder.tune(requests(), Watched::new);
    assertThat(without).isEmpty();
    return training;
  }

  @Test
  void eachSourceIsLeftOutOfSomeTrainingRequestsAndOfNoTuneRequest() {
    Set<String> one = leftOut(1, 42, 0.4);
    assertThat(leftOut(3, 42, 0.4)).isEqualTo(one);
    assertThat(leftOut(1, 43, 0.4)).isNotEqualTo(one);
    assertThat(leftOut(1, 42, 0)).isEmpty();
    // 150 draws with probability 0.4: five standard deviations are 30.
    assertThat(one.size()).isBetween(30, 90);
    assertThat(one).anyMatch(w -> w.endsWith("a")).anyMatch(w -> w.endsWith("c"));
  }

  /** By hand: 2 relevant rows and 8 others, β = 0.9: 0.1 / (1 − 0.9²) and 0.1 / (1 − 0.9⁸). */
  @Test
  void classesWeighByTheirEffectiveNumberOfRows() {
    RankingSet plain = train("perPositive", 4L, "atLeast", 5L, "maxRequests", 1L).set();
    RankingSet set =
        train("perPositive", 4L, "atLeast", 5L, "maxRequests", 1L, "classBalance", 0.9).set();
    double relevant = 0.1 / 0.19;
    double other = 0.1 / (1 - 0.43046721);
    double sum = 0;
    for (int r = 0; r < set.rows(); r++) {
      assertThat(set.label(r)).isEqualTo(plain.label(r));
      double expected = (set.label(r) > 0 ? relevant : other) * 10 / (2 * relevant + 8 * other);
      assertThat((double) set.weight(r)).isCloseTo(expected, within(1e-6));
      sum += set.weight(r);
    }
    assertThat(sum).isCloseTo(10, within(1e-5));
  }
}
