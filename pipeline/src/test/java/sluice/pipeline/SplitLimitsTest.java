package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each reason for which a split cannot tell, from data that has it to the report's verdict. */
class SplitLimitsTest {
  private static final String TIMED = ", timestamp: t";
  private static final String UNTIMED = "";
  private static final long DAY = 86_400L;

  @TempDir Path folder;

  /** The rows of a file, in the order in which they were added. */
  private static final class Rows {
    private final StringBuilder csv = new StringBuilder("u,i,t\n");

    Rows add(int user, int item, long day) {
      csv.append('u').append(user).append(",i").append(item).append(',');
      csv.append(1_700_000_000L + day * DAY).append('\n');
      return this;
    }

    /** Adds four items for each user, day by day; some items are more popular than others. */
    static Rows fourEach(int users) {
      Rows rows = new Rows();
      for (int u = 0; u < users; u++) {
        for (int k = 0; k < 4; k++) {
          rows.add(u, item(u, k), k);
        }
      }
      return rows;
    }

    static int item(int user, int k) {
      int block = (user + k) % 4;
      return 7 * block + user % (2 + block);
    }

    /** Adds users who come one after another, each with five items on a day of its own. */
    static Rows oneAfterAnother(int users) {
      Rows rows = new Rows();
      for (int u = 0; u < users; u++) {
        for (int k = 0; k < 5; k++) {
          rows.add(u, (u + k) % 10, u);
        }
      }
      return rows;
    }
  }

  private JsonNode verdict(String columns, Rows rows, String protocol) throws IOException {
    Files.writeString(folder.resolve("rows.csv"), rows.csv.toString());
    Path data =
        Files.writeString(
            folder.resolve("dataset.yaml"),
            "name: d\ninteractions: {path: rows.csv, columns: {user: u, item: i"
                + columns
                + "}}\n"
                + (Files.exists(folder.resolve("test.csv")) ? "test: {path: test.csv}\n" : ""));
    Path out = folder.resolve("out");
    List<String> arguments = new ArrayList<>(List.of("run", "--out", out.toString()));
    for (String set :
        List.of(
            "dataset=" + data,
            "protocol=" + protocol,
            "candidates.sources=[popularity]",
            "ranking={model: retrieval-order, compare: []}",
            "evaluation.seen=exclude")) {
      arguments.addAll(List.of("--set", set));
    }
    Sluice.Outcome outcome = Sluice.execute(arguments.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return JsonMapper.shared().readTree(out.resolve("report.json")).get("verdict");
  }

  private static void cannotTell(JsonNode verdict, String reason, String remedy) {
    assertThat(verdict.get("outcome").asString()).isEqualTo("cannot-tell");
    assertThat(verdict.get("headline").asString())
        .isEqualTo("This split cannot tell which source is good: " + reason + ".");
    assertThat(verdict.get("sentences").get(0).asString()).isEqualTo(remedy);
  }

  @Test
  void nothingIsLeftToRecommend() throws IOException {
    Rows rows = new Rows();
    for (int u = 0; u < 40; u++) {
      for (int i = 0; i < 4; i++) {
        rows.add(u, i, 0);
      }
      rows.add(u, 100 + u, 9);
    }
    cannotTell(
        verdict(TIMED, rows, "global-temporal"),
        "no source brings a candidate for any test user",
        "Use more data, or set evaluation.seen: allow where users come back to the same items.");
  }

  @Test
  void aCutInTimeLeavesNewUsersOnly() throws IOException {
    cannotTell(
        verdict(TIMED, Rows.oneAfterAnother(200), "global-temporal"),
        "40 of 40 test users have no history in the fitting part (cold)",
        "Set protocol: leave-one-out or per-user-temporal, which hold out the last interactions of"
            + " each user, or hold out less.");
  }

  @Test
  void requestsThatRollAreOfNewUsersOnly() throws IOException {
    cannotTell(
        verdict(TIMED, Rows.oneAfterAnother(200), "{type: global-temporal, requests: rolling}"),
        "40 of 40 test requests have no history in the fitting part (cold)",
        "Set protocol: leave-one-out or per-user-temporal, which hold out the last interactions of"
            + " each user, or hold out less.");
  }

  @Test
  void aCutThroughRowsInTheOrderOfUsersLeavesNewUsersOnly() throws IOException {
    cannotTell(
        verdict(UNTIMED, Rows.oneAfterAnother(200), "global-temporal"),
        "40 of 40 test users have no history in the fitting part (cold)",
        "The data has no timestamps, so that the order of its rows stands for time, and the rows lie"
            + " user by user. Set protocol: leave-one-out where the rows of each user are in the"
            + " order of time, else protocol: random-per-user.");
  }

  @Test
  void aTestFileIsOfNewUsersOnly() throws IOException {
    StringBuilder test = new StringBuilder("u,i,t\n");
    for (int u = 0; u < 40; u++) {
      test.append("U").append(u).append(",i").append(u % 10).append(",1700000000\n");
    }
    Files.writeString(folder.resolve("test.csv"), test);
    cannotTell(
        verdict(TIMED, Rows.fourEach(40), "given"),
        "40 of 40 test users have no history in the fitting part (cold)",
        "Check that the test file spells users as the interactions do; else set another protocol,"
            + " such as leave-one-out.");
  }

  @Test
  void usersHaveOneItemEach() throws IOException {
    Rows rows = new Rows();
    for (int u = 0; u < 200; u++) {
      rows.add(u, u % 10, u);
    }
    cannotTell(
        verdict(UNTIMED, rows, "random-per-item"),
        "40 of 40 test users have no history in the fitting part (cold)",
        "Most users have too few interactions to hold some out: use more data, or set protocol:"
            + " leave-one-out, which tests only users who have two.");
  }

  @Test
  void noSystemGetsAny() throws IOException {
    Rows rows = Rows.fourEach(40);
    for (int u = 0; u < 40; u++) {
      rows.add(u, 100 + u, 9);
    }
    cannotTell(
        verdict(TIMED, rows, "global-temporal"),
        "no system, not even random, gets any nDCG@10",
        "What is held out cannot be recommended here: use more data, or look further down the lists"
            + " with a measure such as recall@100.");
  }

  @Test
  void everySystemGetsTheSame() throws IOException {
    Rows rows = new Rows();
    for (int u = 0; u < 40; u++) {
      for (int k = 0; k < 3; k++) {
        rows.add(u, (u + k) % 3, k);
      }
    }
    cannotTell(
        verdict(TIMED, rows, "leave-one-out"),
        "every system, random among them, has the same nDCG@10 for every user",
        "The lists are as long as the catalogue is: use more items, or a smaller cutoff, such as"
            + " evaluation.measures: [nDCG@1].");
  }

  @Test
  void fewUsersAreCounted() throws IOException {
    cannotTell(
        verdict(TIMED, Rows.fourEach(29), "leave-one-out"),
        "only 29 users are counted, and below 30 a difference is chance",
        "Use more data, or set protocol: k-fold, which tests every user who has more than one"
            + " item.");
  }

  @Test
  void fewUsersAreThereAtAll() throws IOException {
    cannotTell(
        verdict(TIMED, Rows.fourEach(20), "k-fold"),
        "only 20 users are counted, and below 30 a difference is chance",
        "Use more data.");
  }

  @Test
  void thirtyUsersAreEnough() throws IOException {
    assertThat(verdict(TIMED, Rows.fourEach(30), "leave-one-out").get("outcome").asString())
        .isNotEqualTo("cannot-tell");
  }

  @Test
  void everythingIsAtOneTime() throws IOException {
    Rows rows = new Rows();
    for (int u = 0; u < 40; u++) {
      for (int k = 0; k < 4; k++) {
        rows.add(u, Rows.item(u, k), 0);
      }
    }
    cannotTell(
        verdict(TIMED, rows, "leave-one-out"),
        "all interactions have the same timestamp, so that only the order of the rows says which was"
            + " last",
        "Set protocol: random-per-user, or give the interactions their own timestamps.");
  }
}
