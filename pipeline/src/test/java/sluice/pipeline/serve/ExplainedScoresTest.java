package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.FittingPart;
import sluice.core.Request;
import sluice.funnel.Funnel;
import sluice.funnel.Trace;
import sluice.pipeline.Sluice;
import sluice.ranking.ExplainsScores;
import tools.jackson.databind.JsonNode;

/** The contributions of features that the live server answers, against the funnel offline. */
class ExplainedScoresTest {
  private static final String WORLD = "protocol={type: global-temporal, test: 0.2}";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"xgboost", "logistic-regression"})
  void theStrongestContributionsAreThoseOfTheRankerToTheScoreThatIsAnswered(String model) {
    Path run = Sluice.smallWorldRun(WORLD, "ranking.model=" + model);
    try (ShopServer server = ShopServer.start(run, folder, Optional.empty())) {
      Funnel funnel = server.recommender().bundle().funnel();
      FittingPart part = funnel.fitted().part();
      ExplainsScores ranker = (ExplainsScores) funnel.ranker();
      Funnel.Walker walker = funnel.newWalker();
      int explained = 0;
      for (int user = 0; user < 20; user++) {
        String id = part.users().id(user);
        String body =
            "{\"user\": \"" + id + "\", \"time\": " + part.asOf() + ", \"explain\": true}";
        JsonNode items = server.post("/v1/recommend", body).json().get("items");
        Trace trace =
            walker.walk(
                new Request(id, user, id, part.asOf(), part.histories().all(user), Map.of()));
        for (JsonNode item : items) {
          JsonNode why = item.get("why");
          double[] all = new double[trace.features().columns()];
          ranker.contributions(trace.features(), why.get("fusionRank").intValue() - 1, all);
          double score = item.get("score").doubleValue();
          assertThat(ranker.base() + Arrays.stream(all).sum())
              .isCloseTo(score, within(1e-4 * Math.max(1, Math.abs(score))));
          double told = why.get("base").doubleValue() + why.get("rest").doubleValue();
          for (JsonNode contribution : why.get("contributions")) {
            told += contribution.get("contribution").doubleValue();
          }
          assertThat(told).isCloseTo(ranker.base() + Arrays.stream(all).sum(), within(1e-9));
          explained +=
              check(why.get("contributions"), all, trace, why.get("fusionRank").intValue());
        }
      }
      assertThat(explained).isGreaterThan(1_000);
    }
  }

  /** Returns how many contributions there are. */
  private static int check(JsonNode contributions, double[] all, Trace trace, int fusionRank) {
    assertThat(contributions.size()).isBetween(1, 5);
    double[] strengths = Arrays.stream(all).map(Math::abs).sorted().toArray();
    for (int i = 0; i < contributions.size(); i++) {
      JsonNode told = contributions.get(i);
      int column = trace.features().schema().index(told.get("feature").asString());
      assertThat(told.get("contribution").doubleValue()).isEqualTo(all[column]);
      assertThat(Math.abs(all[column])).isEqualTo(strengths[strengths.length - 1 - i]);
      float value = trace.features().get(fusionRank - 1, column);
      if (Float.isNaN(value)) {
        assertThat(told.get("value").isNull()).isTrue();
      } else {
        assertThat(told.get("value").floatValue()).isEqualTo(value);
      }
    }
    return contributions.size();
  }

  @Test
  void theOrderOfRetrievalHasNoContributions() {
    Path run = Sluice.smallWorldRun(WORLD, "ranking.model=retrieval-order");
    try (ShopServer server = ShopServer.start(run, folder, Optional.empty())) {
      String user = server.recommender().bundle().funnel().fitted().part().users().id(0);
      JsonNode items =
          server
              .post("/v1/recommend", "{\"user\": \"" + user + "\", \"explain\": true}")
              .json()
              .get("items");
      assertThat(items).hasSize(20);
      for (JsonNode item : items) {
        assertThat(item.get("why").get("contributions")).isEmpty();
        assertThat(item.get("why").get("base").isNull()).isTrue();
        assertThat(item.get("why").get("rest").isNull()).isTrue();
      }
    }
  }
}
