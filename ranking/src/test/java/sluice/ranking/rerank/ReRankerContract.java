package sluice.ranking.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.ConfigNode;
import sluice.core.Parallel;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.YamlFile;

/** What every re-ranker promises; a subclass names one. */
public abstract class ReRankerContract {
  private static final int[] LENGTHS = {0, 1, 2, 7, 40, 120};
  private static final int[] SHOWN = {1, 3, 20, 150};

  @TempDir private Path folder;

  /** Returns the type. */
  protected abstract ReRankerType<?> type();

  /** Returns settings as YAML. */
  protected String settings() {
    return "{}";
  }

  private ReRanker fit(ReRankerInput input) {
    return fit(type(), input);
  }

  private <S extends Record> ReRanker fit(ReRankerType<S> type, ReRankerInput input) {
    return type.fit("mine", bound(type), input);
  }

  private <S extends Record> ReRanker read(ReRankerType<S> type, ReRankerInput input) {
    return type.read("mine", bound(type), input, folder);
  }

  private <S extends Record> S bound(ReRankerType<S> type) {
    ConfigNode node = YamlFile.parse(settings(), "settings");
    return node.bind(type.settings(), type.defaults());
  }

  private record Case(Request request, RankedItems ranked, int shown) {
    RankedItems by(ReRanker reRanker, ReRankerInput input) {
      return reRanker.rerank(request, ranked, shown, ReRankerWorld.ties(input.part(), request));
    }
  }

  private static List<Case> cases(ReRankerInput input, long seed) {
    Random random = new Random(seed);
    List<Case> cases = new ArrayList<>();
    for (int length : LENGTHS) {
      for (int shown : SHOWN) {
        Request request = ReRankerWorld.request("someone-" + cases.size());
        RankedItems list = ReRankerWorld.list(input.part(), request, length, random);
        cases.add(new Case(request, list, shown));
      }
    }
    return cases;
  }

  @Test
  void listsAreSound() {
    for (long seed = 1; seed <= 3; seed++) {
      ReRankerInput input = ReRankerWorld.input(150, seed);
      ReRanker reRanker = fit(input);
      assertThat(reRanker.name()).isEqualTo("mine");
      for (Case c : cases(input, seed)) {
        int[] before = c.ranked.items();
        RankedItems after = c.by(reRanker, input);
        assertThat(c.ranked.items()).as("the list given is unchanged").isEqualTo(before);
        assertThat(after.items()).doesNotHaveDuplicates();
        assertThat(after.size()).isBetween(Math.min(c.shown, c.ranked.size()), c.ranked.size());
        for (int place = 0; place < after.size(); place++) {
          int item = after.item(place);
          int old = 0;
          while (old < before.length && before[old] != item) {
            old++;
          }
          assertThat(old).as("place of item " + item + " before").isLessThan(before.length);
          assertThat(after.score(place)).isEqualTo(c.ranked.score(old));
        }
      }
    }
  }

  @Test
  void propensitiesAreOfWhatIsShown() {
    ReRankerInput input = ReRankerWorld.input(150, 4);
    ReRanker reRanker = fit(input);
    for (Case c : cases(input, 5)) {
      TieBreak ties = ReRankerWorld.ties(input.part(), c.request);
      double[] drawn = reRanker.propensities(c.request, c.ranked, c.shown, ties);
      assertThat(drawn.length).isIn(0, Math.min(c.shown, c.ranked.size()));
      for (double propensity : drawn) {
        assertThat(propensity).isGreaterThan(0).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void whatIsBroughtIsEligibleAndAllowedIsAFunctionOfTheRequest() {
    ReRankerInput input = ReRankerWorld.input(150, 6);
    ReRanker reRanker = fit(input);
    ReRanker again = fit(input);
    Request request = ReRankerWorld.request("someone");
    TieBreak ties = ReRankerWorld.ties(input.part(), request);
    int[] brought = reRanker.brings(request, item -> item % 3 == 0, ties);
    assertThat(brought).doesNotHaveDuplicates();
    assertThat(Arrays.stream(brought)).allMatch(item -> item % 3 == 0);
    assertThat(again.brings(request, item -> item % 3 == 0, ties)).isEqualTo(brought);
    for (int item = 0; item < input.part().catalogue().size(); item++) {
      assertThat(again.allowed(request).test(item)).isEqualTo(reRanker.allowed(request).test(item));
    }
  }

  @Test
  void fitsAndThreadsChangeNothing() {
    ReRankerInput input = ReRankerWorld.input(150, 7);
    ReRanker one = fit(input);
    ReRanker two = fit(ReRankerWorld.input(150, 7));
    List<Case> cases = cases(input, 8);
    RankedItems[] together = new RankedItems[cases.size()];
    Parallel.run(
        3, together.length, () -> two, (i, by) -> together[i] = cases.get(i).by(by, input));
    for (int i = 0; i < together.length; i++) {
      assertThat(together[i].items()).isEqualTo(cases.get(i).by(one, input).items());
    }
  }

  @Test
  void whatWasStoredAnswersAlike() throws IOException {
    ReRankerInput input = ReRankerWorld.input(150, 9);
    ReRanker fitted = fit(input);
    fitted.write(folder);
    try (var files = Files.list(folder)) {
      assertThat(files).allMatch(f -> f.getFileName().toString().matches("[A-Za-z0-9._-]+"));
    }
    ReRanker read = read(type(), input);
    assertThat(read.name()).isEqualTo("mine");
    for (Case c : cases(input, 10)) {
      assertThat(c.by(read, input).items()).isEqualTo(c.by(fitted, input).items());
    }
  }

  @Test
  void nothingIsLackingHere() {
    lacks(type());
  }

  private <S extends Record> void lacks(ReRankerType<S> type) {
    assertThat(type.lacks(bound(type), ReRankerWorld.input(20, 1).part())).isEmpty();
  }
}
