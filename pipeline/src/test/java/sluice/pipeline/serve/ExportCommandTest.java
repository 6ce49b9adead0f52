package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.pipeline.Sluice;
import sluice.serving.bundle.Bundle;

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
    assertThat(again.err()).contains("is there already. Mend: remove it, or name another folder");
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
    assertThat(outcome.err()).contains("there is nothing to export").contains("Mend: ");
    assertThat(out).doesNotExist();
  }
}
