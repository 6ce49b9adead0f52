package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice compare} on folders that {@code sluice run} left. */
class CompareTest {
  private final String xgboost =
      Sluice.smallWorldRun("threads=2", "ranking.model=xgboost").toString();
  private final String logistic =
      Sluice.smallWorldRun("threads=2", "ranking.model=logistic-regression").toString();

  @Test
  void differencesAreThoseOfTheReports(@TempDir Path folder) throws IOException {
    Path out = folder.resolve("compared");
    Sluice.Outcome outcome =
        Sluice.execute("compare", xgboost, logistic, "--out", out.toString(), "--margin", "0.2");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("setting", "ranking.model", "nDCG@10", "users who are", "gained most", "page: ");
    assertThat(Sluice.files(out)).containsExactly("compare.html", "compare.json", "compare.md");
    JsonNode json = Sluice.json(out.resolve("compare.json"));
    assertThat(json.path("config").propertyNames()).containsExactly("ranking.model");
    for (JsonNode row : json.path("differences")) {
      String measure = row.path("measure").asString();
      String system = row.path("system").asString();
      String ofBaseline = system.contains(" / ") ? system.split(" / ", -1)[0] : system;
      String ofRun = system.contains(" / ") ? system.split(" / ", -1)[1] : system;
      assertThat(row.path("baseline").asDouble())
          .isCloseTo(mean(xgboost, ofBaseline, measure), within(1e-12));
      assertThat(row.path("mean").asDouble())
          .isCloseTo(mean(logistic, ofRun, measure), within(1e-12));
      boolean pastTheSlate = measure.equals("recall@100");
      assertThat(system).isEqualTo(pastTheSlate ? "xgboost / logistic-regression" : "slate");
    }
    assertThat(json.path("slices").size()).isGreaterThanOrEqualTo(5);
    String html = Files.readString(out.resolve("compare.html"));
    assertThat(html).contains("★", "baseline's list");
  }

  private static double mean(String run, String system, String measure) {
    for (JsonNode s : Sluice.json(Path.of(run).resolve("report.json")).path("systems")) {
      if (s.path("name").asString().equals(system)) {
        return s.path("measures").path(measure).path("mean").asDouble();
      }
    }
    throw new AssertionError("no system " + system);
  }

  @Test
  void twoSystemsOfOneRunGiveTheReportsOwnComparison() {
    Sluice.Outcome outcome =
        Sluice.execute(
            "compare",
            xgboost,
            xgboost,
            "--system",
            "fusion,xgboost",
            "--measure",
            "nDCG@10",
            "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode row = JsonMapper.shared().readTree(outcome.out()).path("differences").get(0);
    for (JsonNode c : Sluice.json(Path.of(xgboost).resolve("report.json")).path("comparisons")) {
      if (c.path("system").asString().equals("xgboost")
          && c.path("baseline").asString().equals("fusion")
          && c.path("measure").asString().equals("nDCG@10")) {
        assertThat(row.path("difference").asDouble())
            .isCloseTo(c.path("difference").asDouble(), within(1e-12));
        assertThat(row.path("ciLow").asDouble())
            .isCloseTo(c.path("ciLow").asDouble(), within(1e-9));
        assertThat(row.path("effectSize").asDouble())
            .isCloseTo(c.path("effectSize").asDouble(), within(1e-9));
        assertThat(row.path("detectable").asDouble())
            .isCloseTo(c.path("detectable").asDouble(), within(1e-9));
        assertThat(row.path("pValueRaw").asDouble())
            .isCloseTo(c.path("pValueRaw").asDouble(), within(0.02));
        return;
      }
    }
    throw new AssertionError("the report does not compare xgboost with fusion");
  }

  @Test
  void anotherWorldIsRefusedUnlessForced() {
    String other = Sluice.smallWorldRun("threads=2", "seed=43").toString();
    Sluice.Outcome refused = Sluice.execute("compare", xgboost, other);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "not judged alike", "dataset fingerprint differs", "judgements qrels.tsv differs");
    Sluice.Outcome forced = Sluice.execute("compare", xgboost, other, "--force");
    assertThat(forced.code()).as(forced.err()).isZero();
    assertThat(forced.out()).contains("beware: Compared by force although dataset fingerprint");
  }

  @Test
  void seedsOfOneConfigAreRefits(@TempDir Path folder) {
    Path shop = Shop.write(folder.resolve("shop"));
    String one = Sluice.describedRun(shop, "protocol=leave-one-out", "seed=1").toString();
    String two = Sluice.describedRun(shop, "protocol=leave-one-out", "seed=2").toString();
    Sluice.Outcome outcome = Sluice.execute("compare", one, two, "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode json = JsonMapper.shared().readTree(outcome.out());
    assertThat(json.path("sides").size()).isOne();
    JsonNode refits = json.path("refits").get(0);
    assertThat(refits.path("refits").asInt()).isEqualTo(2);
    assertThat(refits.path("mean").asDouble())
        .isCloseTo(
            (mean(one, "slate", "nDCG@10") + mean(two, "slate", "nDCG@10")) / 2, within(1e-9));
    Sluice.Outcome ranked =
        Sluice.execute(
            "compare",
            one,
            two,
            one,
            two,
            "--system",
            "retrieval-order,retrieval-order,xgboost,xgboost",
            "--json");
    assertThat(ranked.code()).as(ranked.err()).isZero();
    JsonNode sides = JsonMapper.shared().readTree(ranked.out());
    assertThat(sides.path("sides").size()).isEqualTo(2);
    assertThat(sides.path("differences").get(0).path("test").asString()).isEqualTo("two-way");
  }

  @Test
  void faultsAreSaidWithHowToMendThem(@TempDir Path folder) throws IOException {
    assertThat(fault("compare", xgboost)).contains("RUN");
    assertThat(fault("compare", xgboost, folder.toString())).contains("no complete run");
    assertThat(fault("compare", xgboost, logistic, "--system", "nobody"))
        .contains("no system called nobody", "xgboost");
    assertThat(fault("compare", xgboost, logistic, logistic, "--system", "slate,slate"))
        .contains("names 2 systems for 3 runs");
    assertThat(fault("compare", xgboost, logistic, "--measure", "MRR@3"))
        .contains("MRR@3 is not reported", "nDCG@10");
    assertThat(fault("compare", xgboost, logistic, "--margin", "-1")).contains("--margin -1.0");
    Files.writeString(folder.resolve("manifest.json"), "{\"command\": \"ingest\"}");
    assertThat(fault("compare", xgboost, folder.toString())).contains("written by sluice ingest");
    Files.writeString(folder.resolve("manifest.json"), "{\"command\": \"run\"");
    assertThat(fault("compare", xgboost, folder.toString())).contains("cannot be read as JSON");
    Files.writeString(folder.resolve("manifest.json"), "{\"command\": \"run\"}");
    assertThat(fault("compare", xgboost, folder.toString()))
        .contains("report.json is missing", "sluice run");
  }

  private static String fault(String... arguments) {
    Sluice.Outcome outcome = Sluice.execute(arguments);
    assertThat(outcome.code()).as(List.of(arguments).toString()).isEqualTo(2);
    return outcome.err();
  }
}
