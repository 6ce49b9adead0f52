package sluice.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.candidates.Eligibility;
import sluice.candidates.Retrieval;
import sluice.candidates.RetrievalSettings;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.JudgedRequest;
import sluice.core.Progress;
import sluice.core.Request;
import sluice.core.Tags;
import sluice.core.YamlFile;
import sluice.features.FeatureAssembler;
import sluice.features.FeatureSettings;

/** Each user takes six items of one genre, then six of another. */
class ForgettingChoiceTest {
  private static final int USERS = 120;
  private static final int GENRES = 5;
  private static final int PER_GENRE = 10;
  private static final int TAKEN = 6;

  @TempDir private Path folder;
  private final Random random = new Random(5);
  private final List<JudgedRequest> wantsLatest = new ArrayList<>();
  private final List<JudgedRequest> wantsOldest = new ArrayList<>();
  private final FittingPart part = part();

  private FittingPart part() {
    Interactions.Builder rows = new Interactions.Builder(List.of("view"), USERS * 2 * TAKEN);
    int[][] wanted = new int[2][USERS];
    for (int user = 0; user < USERS; user++) {
      int first = random.nextInt(GENRES);
      int second = (first + 1 + random.nextInt(GENRES - 1)) % GENRES;
      for (int g = 0; g < 2; g++) {
        int from = (g == 0 ? first : second) * PER_GENRE;
        List<Integer> items =
            new ArrayList<>(IntStream.range(from, from + PER_GENRE).boxed().toList());
        Collections.shuffle(items, random);
        wanted[g][user] = items.getLast();
        for (int k = 0; k < TAKEN; k++) {
          rows.add(user, items.get(k), user * 100L + g * 6L + k, Float.NaN, 1, 0, -1);
        }
      }
    }
    Interactions interactions = rows.build();
    int items = GENRES * PER_GENRE;
    FittingPart made =
        new FittingPart(
            Dictionary.of(IntStream.range(0, USERS).mapToObj(u -> "u" + u).toList()),
            Catalogue.always(
                Dictionary.of(IntStream.range(0, items).mapToObj(i -> "i" + i).toList())),
            interactions,
            new Histories(interactions, USERS),
            EntityTable.empty(items),
            EntityTable.empty(USERS),
            Tags.none(),
            Optional.empty(),
            USERS * 1000L,
            true);
    for (int user = 0; user < USERS; user++) {
      wantsOldest.add(judged(made, user, wanted[0][user]));
      wantsLatest.add(judged(made, user, wanted[1][user]));
    }
    return made;
  }

  private static JudgedRequest judged(FittingPart part, int user, int item) {
    Request request =
        new Request(
            "q" + user, user, "u" + user, part.asOf(), part.histories().all(user), Map.of());
    return new JudgedRequest(
        request, new int[] {item}, new String[] {"i" + item}, new float[] {1}, new float[] {1});
  }

  private FittedFunnel stages(String sources) {
    RetrievalSettings settings =
        RetrievalSettings.read(YamlFile.parse("sources: " + sources, "test.yaml"));
    Retrieval retrieval = Retrieval.fit(part, settings, 1, 2, folder, Progress.SILENT);
    return new FittedFunnel(
        part,
        retrieval,
        FeatureAssembler.none(part, List.of(), FeatureSettings.DEFAULT),
        Eligibility.of(part, true),
        1);
  }

  @Test
  void whereTheLatestItemsTellTheSourceForgets() {
    FittedFunnel stages = stages("[popularity, item-knn]");
    assertThat(ForgettingChoice.open(stages)).isTrue();
    assertThat(ForgettingChoice.of(stages, wantsLatest, 2).exponents())
        .isEqualTo(Map.of("item-knn", 0.5));
    assertThat(ForgettingChoice.of(stages, wantsOldest, 1).exponents())
        .isEqualTo(Map.of("item-knn", 0.0));
    assertThat(ForgettingChoice.of(stages, List.of(), 1).exponents())
        .isEqualTo(Map.of("item-knn", 0.5));
  }

  @Test
  void whatTheConfigSaysIsNotChosen() {
    assertThat(ForgettingChoice.open(stages("[{type: item-knn, forgetting: 0.2}, popularity]")))
        .isFalse();
  }
}
