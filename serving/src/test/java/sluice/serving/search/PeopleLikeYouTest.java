package sluice.serving.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.History;
import sluice.core.Interactions;
import sluice.core.Tags;
import sluice.core.TieBreak;

class PeopleLikeYouTest {
  private static final int USERS = 300;
  private static final int ITEMS = 80;

  /** Random rows, popular items first, repeats and dislikes among them. */
  private static FittingPart part(long seed, int rows) {
    SplittableRandom random = new SplittableRandom(seed);
    Interactions.Builder builder = new Interactions.Builder(List.of("view"), rows);
    for (int r = 0; r < rows; r++) {
      int item = (int) (ITEMS * Math.pow(random.nextDouble(), 2));
      float weight = random.nextInt(5) == 0 ? -2 : 1;
      // The last user never does anything.
      builder.add(random.nextInt(USERS - 1), item, r, Float.NaN, weight, 0, -1);
    }
    Interactions interactions = builder.build();
    return new FittingPart(
        names("u", USERS),
        Catalogue.always(names("i", ITEMS)),
        interactions,
        new Histories(interactions, USERS),
        EntityTable.empty(ITEMS),
        EntityTable.empty(USERS),
        Tags.none(),
        Optional.empty(),
        rows,
        true);
  }

  private static Dictionary names(String prefix, int n) {
    return Dictionary.of(IntStream.range(0, n).mapToObj(i -> prefix + i).toList());
  }

  private static Set<Integer> liked(History history) {
    Map<Integer, Double> sums = new HashMap<>();
    for (int i = 0; i < history.size(); i++) {
      sums.merge(history.item(i), (double) history.weight(i), Double::sum);
    }
    sums.values().removeIf(s -> s <= 0);
    return sums.keySet();
  }

  /** The definition, written out: every user's vector in full. */
  private static Map<Integer, Double> cosines(FittingPart part, History history) {
    List<Set<Integer>> users = new ArrayList<>();
    double[] popularity = new double[ITEMS];
    for (int u = 0; u < USERS; u++) {
      users.add(liked(part.histories().all(u)));
      users.get(u).forEach(i -> popularity[i]++);
    }
    double[] idf = new double[ITEMS];
    for (int i = 0; i < ITEMS; i++) {
      idf[i] = Math.log(1 + USERS / (1 + popularity[i]));
    }
    double[] own = vector(liked(history), idf);
    Map<Integer, Double> cosines = new TreeMap<>();
    for (int u = 0; u < USERS; u++) {
      double[] other = vector(users.get(u), idf);
      double dot = dot(own, other);
      if (dot > 0) {
        cosines.put(u, dot / Math.sqrt(dot(own, own) * dot(other, other)));
      }
    }
    return cosines;
  }

  private static double[] vector(Set<Integer> items, double[] idf) {
    double[] vector = new double[ITEMS];
    items.forEach(i -> vector[i] = idf[i]);
    return vector;
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, ITEMS).mapToDouble(i -> a[i] * b[i]).sum();
  }

  @Test
  void neighboursAreTheNearestByCosine() {
    for (long seed = 1; seed <= 5; seed++) {
      FittingPart part = part(seed, 3_000);
      PeopleLikeYou people = PeopleLikeYou.of(part);
      for (int user = 0; user < USERS; user += 7) {
        int self = user;
        History history = part.histories().all(user);
        Map<Integer, Double> cosines = cosines(part, history);
        cosines.remove(self);
        List<Double> best =
            cosines.values().stream().sorted(Comparator.reverseOrder()).limit(20).toList();
        List<Neighbour> found = people.neighbours(history, u -> u != self, 20);
        assertThat(found).hasSize(best.size());
        for (int rank = 0; rank < found.size(); rank++) {
          Neighbour v = found.get(rank);
          assertThat((double) v.similarity()).isCloseTo(best.get(rank), within(1e-6));
          assertThat((double) v.similarity()).isCloseTo(cosines.get(v.user()), within(1e-6));
          Set<Integer> shared = new HashSet<>(liked(history));
          shared.retainAll(liked(part.histories().all(v.user())));
          assertThat(v.shared()).isEqualTo(shared.size());
        }
        assertThat(found).extracting(Neighbour::user).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void oneIsOnesOwnNearestWhereAllowed() {
    FittingPart part = part(1, 3_000);
    Neighbour first =
        PeopleLikeYou.of(part).neighbours(part.histories().all(4), u -> true, 1).getFirst();
    assertThat(first.user()).isEqualTo(4);
    assertThat(first.similarity()).isCloseTo(1, within(1e-6f));
  }

  @Test
  void similaritiesStayExactWherePostingsAreCut() {
    FittingPart part = part(3, 6_000);
    PeopleLikeYou cut = PeopleLikeYou.of(part, 40, 1);
    int kept = 0;
    for (int user = 0; user < 50; user++) {
      int self = user;
      History history = part.histories().all(user);
      Map<Integer, Double> cosines = cosines(part, history);
      List<Neighbour> found = cut.neighbours(history, u -> u != self, 10);
      assertThat(found)
          .isSortedAccordingTo(Comparator.comparingDouble(Neighbour::similarity).reversed());
      for (Neighbour v : found) {
        assertThat((double) v.similarity()).isCloseTo(cosines.get(v.user()), within(1e-6));
      }
      Set<Integer> whole = new HashSet<>();
      PeopleLikeYou.of(part)
          .neighbours(history, u -> u != self, 10)
          .forEach(v -> whole.add(v.user()));
      kept += (int) found.stream().filter(v -> whole.contains(v.user())).count();
    }
    assertThat(kept).as("of 500 nearest, with postings of up to 250 cut to 40").isGreaterThan(300);
  }

  @Test
  void whoLikesNothingHasNoNeighboursAndIsNobodys() {
    FittingPart part = part(1, 3_000);
    PeopleLikeYou people = PeopleLikeYou.of(part);
    assertThat(people.neighbours(History.EMPTY, u -> true, 10)).isEmpty();
    History hidden = new History(new int[] {1, 1}, new long[2], new float[2], new float[] {1, -2});
    assertThat(people.neighbours(hidden, u -> true, 10)).isEmpty();
    assertThat(people.neighbours(part.histories().all(0), u -> true, USERS))
        .extracting(Neighbour::user)
        .doesNotContain(USERS - 1);
    assertThat(people.neighbours(part.histories().all(0), u -> true, 0)).isEmpty();
  }

  @Test
  void aForgottenUserIsNoNeighbour() {
    FittingPart part = part(1, 3_000);
    PeopleLikeYou people = PeopleLikeYou.of(part);
    History history = part.histories().all(9);
    List<Neighbour> before = people.neighbours(history, u -> u != 9, 5);
    int forgotten = before.getFirst().user();
    List<Neighbour> after = people.neighbours(history, u -> u != 9 && u != forgotten, 4);
    assertThat(after).isEqualTo(before.subList(1, 5));
  }

  @Test
  void whatTheyAlsoLikedIsCountedAndWeighed() {
    FittingPart part = part(2, 3_000);
    PeopleLikeYou people = PeopleLikeYou.of(part);
    TieBreak ties = new TieBreak(1, part.catalogue());
    for (int user = 0; user < 40; user++) {
      int self = user;
      History history = part.histories().all(user);
      Map<Integer, Integer> counts = new HashMap<>();
      Map<Integer, Double> scores = new HashMap<>();
      for (Neighbour v : people.neighbours(history, u -> u != self, 25)) {
        for (int item : liked(part.histories().all(v.user()))) {
          counts.merge(item, 1, Integer::sum);
          scores.merge(item, (double) v.similarity(), Double::sum);
        }
      }
      for (int item : history.items()) {
        counts.remove(item);
      }
      counts.values().removeIf(c -> c < PeopleLikeYou.FEWEST);
      counts.keySet().removeIf(i -> i % 3 == 0);
      AlsoLiked found = people.alsoLiked(history, u -> u != self, 25, i -> i % 3 != 0, ties, ITEMS);
      assertThat(found.people()).isEqualTo(25);
      assertThat(found.items()).hasSize(counts.size());
      assertThat(found.items())
          .isSortedAccordingTo(Comparator.comparingDouble(AlsoLiked.Item::score).reversed());
      for (AlsoLiked.Item item : found.items()) {
        assertThat(item.people()).isEqualTo(counts.get(item.item()));
        assertThat((double) item.score()).isCloseTo(scores.get(item.item()), within(1e-4));
      }
      assertThat(people.alsoLiked(history, u -> u != self, 25, i -> i % 3 != 0, ties, 2).items())
          .isEqualTo(found.items().subList(0, Math.min(2, found.items().size())));
    }
  }

  /** A history made to fit one person alone must not show what else that person did. */
  @Test
  void whatFewPeopleDidIsNotNamed() {
    Interactions.Builder builder = new Interactions.Builder(List.of("view"), 10);
    builder.add(0, 0, 0, Float.NaN, 1, 0, -1).add(0, 1, 1, Float.NaN, 1, 0, -1);
    builder.add(1, 0, 2, Float.NaN, 1, 0, -1).add(1, 1, 3, Float.NaN, 1, 0, -1);
    Interactions two = builder.build();
    FittingPart part =
        new FittingPart(
            names("u", 2),
            Catalogue.always(names("i", 2)),
            two,
            new Histories(two, 2),
            EntityTable.empty(2),
            EntityTable.empty(2),
            Tags.none(),
            Optional.empty(),
            9,
            true);
    History crafted = new History(new int[] {0}, new long[1], new float[1], new float[] {1});
    TieBreak ties = new TieBreak(1, part.catalogue());
    AlsoLiked found = PeopleLikeYou.of(part).alsoLiked(crafted, u -> true, 9, i -> true, ties, 9);
    assertThat(found).isEqualTo(new AlsoLiked(2, List.of()));
    assertThat(
            PeopleLikeYou.of(part, 9, 2)
                .alsoLiked(crafted, u -> true, 9, i -> true, ties, 9)
                .items())
        .hasSize(1);
  }
}
