package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import sluice.core.History;
import sluice.funnel.bundle.Bundle;
import sluice.pipeline.Sluice;
import sluice.serving.feedback.Action;
import sluice.serving.live.Answer;
import sluice.serving.live.Delivery;
import sluice.serving.live.Query;

/** Counts and trends go on with what users do, a day at a time. */
class FreshCountsTest extends OverDays {
  @Test
  void theyGoOnWhenTheDayIsOver() {
    likes(0, 200);
    assertThat(recommender.refreshCounts()).as("the day goes on").isFalse();
    assertThat(recommender.countsEnd()).hasValue(recommender.bundle().manifest().dataEnd());

    clock.set(midnight + HOUR);
    assertThat(recommender.refreshCounts()).isTrue();
    assertThat(recommender.countsEnd()).hasValue(midnight);
    assertThat(recommender.refreshCounts()).as("once a day").isFalse();

    clock.set(midnight + DAY + HOUR);
    assertThat(recommender.refreshCounts()).isTrue();
    assertThat(recommender.countsEnd()).hasValue(midnight + DAY);
  }

  @Test
  void whatManyTurnedToYesterdayIsATrendToday() {
    likes(0, 200);
    clock.set(midnight + HOUR);
    String before = askFor(loved, "newcomer", OptionalLong.empty());
    recommender.refreshCounts();
    String after = askFor(loved, "newcomer", OptionalLong.empty());
    String ofYesterday = askFor(loved, "newcomer", OptionalLong.of(midnight - 1));

    Map<String, Float> day = recorded("item_count_1d");
    assertThat(day.get(after)).isGreaterThanOrEqualTo((float) Math.log(1 + 200));
    assertThat(day.get(before)).isLessThan((float) Math.log(1 + 100));
    assertThat(day.get(ofYesterday)).as("as of its day").isEqualTo(day.get(before));
    Map<String, Float> trend = recorded("item_trend_7d");
    assertThat(trend.get(after)).isGreaterThan(trend.get(before) + 0.5f);
    Map<String, Float> clicks = recorded("item_click_rate_7d");
    assertThat(clicks.get(after)).isNotEqualTo(clicks.get(before));
  }

  /**
   * The reference counts the run's own tables and what was served in one SQL statement each, by the
   * definitions in docs/reference/features.md: positions count from 1 in both.
   */
  @Test
  void servedFeaturesByPositionAreThoseThatSqlCountsOfTheSameEvents() throws Exception {
    Map<String, Integer> firsts = new HashMap<>();
    List<String> served = new ArrayList<>();
    for (String user : users.subList(0, 300)) {
      Answer slate = recommender.recommend(Query.of(user, 10));
      slate.items().forEach(i -> served.add(row(user, i.item(), i.rank(), 0)));
      String first = slate.items().getFirst().item();
      Optional<String> request = Optional.of(slate.requestId());
      recommender.events(
          List.of(new Action("c" + user, user, first, "click", request, Float.NaN, clock.get())),
          "");
      served.add(row(user, first, 0, 1));
      firsts.merge(first, 1, Integer::sum);
      // asked for, not recommended: no impression of these counts
      recommender.similar(first, Query.of(user, 10), Delivery.ANSWER);
    }
    String item = Collections.max(firsts.entrySet(), Map.Entry.comparingByValue()).getKey();
    clock.set(midnight + HOUR);
    assertThat(recommender.refreshCounts()).isTrue();
    String asked = askFor(item, "newcomer", OptionalLong.empty());
    assertThat(recorded("item_clicks_over_expected").get(asked))
        .isCloseTo((float) clicksOverExpected(item, served), Offset.offset(1e-5f));
  }

  private String row(String user, String item, int position, int click) {
    return "('%s', '%s', %d, %d, %d)".formatted(user, item, clock.get(), position, click);
  }

  private double clicksOverExpected(String item, List<String> served) throws SQLException {
    Path tables = Sluice.smallWorldRun(ParityTest.WORLD).resolve("tables");
    long end = recommender.bundle().manifest().dataEnd();
    String negative =
        recommender.eventTypes().entrySet().stream()
            .filter(type -> type.getValue() <= 0)
            .map(type -> "'" + type.getKey() + "'")
            .collect(Collectors.joining(", "));
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = db.createStatement()) {
      sql.execute(
          "CREATE TABLE served AS SELECT * FROM (VALUES %s) AS v(u, i, t, p, click)"
              .formatted(String.join(", ", served)));
      sql.execute(
          """
          CREATE TABLE shown AS SELECT *, t // 86400000 AS day FROM (
            SELECT user AS u, item AS i, timestamp AS t, position AS p, false AS later
            FROM read_parquet('%1$s/impressions.parquet') WHERE timestamp < %2$d
            UNION ALL SELECT u, i, t, p, true FROM served WHERE click = 0)
          """
              .formatted(tables, end));
      sql.execute(
          """
          CREATE TABLE clicked AS SELECT i, p, min(a) // 86400000 AS day, min(a) >= %2$d AS later
          FROM (
            SELECT a.u, a.i, a.t AS a, max({'t': s.t, 'p': s.p}) AS s,
              max({'t': s.t, 'p': s.p}).p AS p FROM (
              SELECT user AS u, item AS i, timestamp AS t
              FROM read_parquet('%1$s/interactions.parquet')
              WHERE timestamp < %2$d AND event NOT IN (%3$s)
              UNION ALL SELECT u, i, t FROM served WHERE click = 1) a
            JOIN shown s ON s.u = a.u AND s.i = a.i AND s.t <= a.t AND s.t > a.t - 86400000
            GROUP BY a.u, a.i, a.t) GROUP BY u, i, p, s
          """
              .formatted(tables, end, negative));
      // the day on which the data ends has one rate up to there, and one for what comes later
      sql.execute("CREATE TABLE rates (later BOOLEAN, p BIGINT, day BIGINT, rate DOUBLE)");
      for (String which : List.of("false", "true")) {
        sql.execute(
            """
            INSERT INTO rates SELECT %1$s, p, day, ((sum(c) OVER past + 1) * 1000000)
                // (sum(n) OVER past + 20)
            FROM (SELECT p, day, sum(n) AS n, sum(c) AS c FROM (
              SELECT p, day, later, 1 AS n, 0 AS c FROM shown
              UNION ALL SELECT p, day, later, 0, 1 FROM clicked)
              WHERE %1$s OR NOT later GROUP BY p, day)
            WINDOW past AS (PARTITION BY p ORDER BY day ROWS UNBOUNDED PRECEDING)
            """
                .formatted(which));
      }
      try (ResultSet value =
          sql.executeQuery(
              """
              SELECT ((SELECT count(*) FROM clicked WHERE i = '%1$s') + 1)
                / (sum(r.rate) / 1e6 + 1) FROM shown s JOIN rates r USING (later, p, day) WHERE i = '%1$s'
              """
                  .formatted(item))) {
        value.next();
        return value.getDouble(1);
      }
    }
  }

  @Test
  void whereNothingWasDoneWindowsGoOnEndingWhereTheDataEnds() {
    clock.set(midnight + 20 * DAY);
    assertThat(recommender.refreshCounts()).isFalse();
    assertThat(recommender.countsEnd()).hasValue(recommender.bundle().manifest().dataEnd());
  }

  @Test
  void whatAProgramDidIsNotCounted() {
    for (int k = 0; k < 5; k++) {
      Action like =
          new Action(
              "m" + k, users.get(k), loved, "click", Optional.empty(), Float.NaN, clock.get());
      recommender.events(List.of(like), "crawler-bot/1.0");
    }
    clock.set(midnight + HOUR);
    assertThat(recommender.refreshCounts()).isFalse();
  }

  @Test
  void aNewStartAndANewBundleCountOnceMore() {
    likes(0, 100);
    clock.set(midnight + HOUR);
    recommender.refreshCounts();
    String before = askFor(loved, "newcomer", OptionalLong.empty());
    recommender.swap(Bundle.load(run.resolve("bundle")));
    assertThat(recommender.countsEnd()).hasValue(midnight);
    String swapped = askFor(loved, "newcomer", OptionalLong.empty());
    recommender.close();
    recommender = recommender();
    assertThat(recommender.refreshCounts()).isTrue();
    String restarted = askFor(loved, "newcomer", OptionalLong.empty());

    Map<String, Float> month = recorded("item_count_30d");
    assertThat(month.get(swapped)).isEqualTo(month.get(before));
    assertThat(month.get(restarted)).isEqualTo(month.get(before));
  }

  @Test
  void anActionThatTheBundleWasTrainedOnDoesNotCountTwice() {
    var part = recommender.bundle().funnel().fitted().part();
    String user = users.getFirst();
    History own = part.histories().all(part.users().index(user));
    int before = recommender.inspect(Query.of(user, 10)).history();
    String item = part.catalogue().items().id(own.item(0));
    Action exported =
        new Action("x1", user, item, "click", Optional.empty(), Float.NaN, own.time(0));
    recommender.events(List.of(exported), "");
    assertThat(recommender.inspect(Query.of(user, 10)).history()).isEqualTo(before);
    Action later =
        new Action("x2", user, item, "click", Optional.empty(), Float.NaN, own.time(0) + 1);
    recommender.events(List.of(later), "");
    assertThat(recommender.inspect(Query.of(user, 10)).history()).isEqualTo(before + 1);

    clock.set(midnight + HOUR);
    assertThat(recommender.refreshCounts()).as("the later one").isTrue();
  }
}
