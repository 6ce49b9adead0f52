package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.evaluation.trec.TrecIds;
import sluice.funnel.bundle.Bundle;
import sluice.pipeline.Sluice;

/** What a store holds as a dataset, on the command line. */
class ExportCommandTest {
  @TempDir Path folder;

  @Test
  void whatWasServedAndClickedIsADatasetThatARunTakes() throws IOException {
    Path out = folder.resolve("feedback");
    Map<String, Float> types = Bundle.load(Sluice.shopRun().resolve("bundle")).weights().all();
    String kind = types.keySet().stream().filter(t -> types.get(t) > 0).findFirst().orElseThrow();
    try (ShopServer server = ShopServer.start(folder)) {
      for (int u = 0; u < 5; u++) {
        var reply = server.post("/v1/recommend", "{\"user\": \"new-%d\", \"n\": 4}".formatted(u));
        String slate = reply.text("requestId");
        for (int i = 0; i < 4; i++) {
          server.post(
              "/v1/events",
              """
              [{"id": "e%d-%d", "kind": "%s", "user": "new-%d", "item": "%s",
                "time": "2026-01-0%dT12:00:00Z", "requestId": "%s"}]
              """
                  .formatted(u, i, kind, u, reply.items().get(i), 1 + i, slate));
        }
      }
    }
    String store = "jdbc:sqlite:" + folder.resolve("events.db");
    Sluice.Outcome exported =
        Sluice.execute(
            "export", "--run", Sluice.shopRun().toString(), "--store", store, "--out", "" + out);
    assertThat(exported.err()).isEmpty();
    assertThat(exported.out()).contains("20 interactions and 20 impressions", "0 actions left out");
    assertThat(Files.readString(out.resolve("items.csv"))).contains("Thing number 8");
    Sluice.Outcome read =
        Sluice.execute("data", "validate", out.resolve("dataset.yaml").toString());
    assertThat(read.code()).as(read.err()).isZero();

    Sluice.Outcome again =
        Sluice.execute(
            "export", "--run", Sluice.shopRun().toString(), "--store", store, "--out", "" + out);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("is there already. Fix: remove it, or name another folder");
  }

  /** serve → events → export → off-policy, and no file is touched in between. */
  @Test
  void whatIsExportedIsWhatOffPolicyReads() throws IOException {
    Path run = Sluice.shopRun();
    Map<String, Float> types = Bundle.load(run.resolve("bundle")).weights().all();
    String kind = types.keySet().stream().filter(t -> types.get(t) > 0).findFirst().orElseThrow();
    StringBuilder served = new StringBuilder();
    try (ShopServer server = ShopServer.start(folder)) {
      for (String user : server.recommender().someUsers(40)) {
        ShopServer.Reply slate =
            server.post("/v1/recommend", "{\"user\": \"%s\", \"n\": 4}".formatted(user));
        server.post("/v1/similar", "{\"user\": \"%s\", \"item\": \"i1\"}".formatted(user));
        for (int i = 0; i < 4; i++) {
          String item = slate.items().get(i);
          served.append(
              "%s Q0 %s %d %d served\n"
                  .formatted(TrecIds.encode(user), TrecIds.encode(item), i + 1, 4 - i));
          if (i == 1) {
            server.post(
                "/v1/events",
                """
                {"id": "e-%s", "kind": "%s", "user": "%s", "item": "%s", "position": 2,
                 "time": %d, "requestId": "%s"}
                """
                    .formatted(
                        user,
                        kind,
                        user,
                        item,
                        System.currentTimeMillis(),
                        slate.text("requestId")));
          }
        }
      }
    }
    Path out = folder.resolve("feedback");
    String store = "jdbc:sqlite:" + folder.resolve("events.db");
    Sluice.Outcome exported =
        Sluice.execute("export", "--run", "" + run, "--store", store, "--out", "" + out);
    assertThat(exported.out())
        .contains("40 interactions and 160 impressions")
        .contains("800 impressions of similar, people, vector and search slates stand in")
        .contains("960 impressions are younger than 24 h");

    String log = out.resolve("impressions.csv").toString();
    Path own = Files.writeString(folder.resolve("served.tsv"), served);
    Sluice.Outcome same = Sluice.execute("off-policy", "--log", log, "" + own);
    assertThat(same.code()).as(same.err()).isZero();
    assertThat(same.out())
        .contains(
            "from 160 impressions of 40 requests at 4 positions; the log itself earned 1.0000")
        .containsPattern("served  IPS +1 +1 … 1");

    Sluice.Outcome other =
        Sluice.execute("off-policy", "--log", log, "" + run.resolve("runs/popularity.tsv"));
    assertThat(other.code()).as(other.err()).isZero();
    assertThat(other.out())
        .contains("every propensity in the log is 1: nothing was drawn, so the log says nothing")
        .contains("show a share of the requests in an order that is drawn");
  }

  @Test
  void aStoreWithoutEventsSaysSoAndLeavesNothing() {
    Path out = folder.resolve("feedback");
    Sluice.Outcome outcome =
        Sluice.execute(
            "export",
            "--run",
            Sluice.shopRun().toString(),
            "--store",
            "jdbc:sqlite:" + folder.resolve("empty.db"),
            "--out",
            out.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("there is nothing to export").contains("Fix: ");
    assertThat(out).doesNotExist();
  }
}
