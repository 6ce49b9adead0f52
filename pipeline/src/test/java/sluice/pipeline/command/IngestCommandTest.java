package sluice.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.pipeline.Shop;
import sluice.pipeline.Sluice;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice ingest} by itself. */
class IngestCommandTest {
  @TempDir Path folder;

  @Test
  void theTablesAreNamedInJsonWhateverTheFolderIsCalled() {
    Path shop =
        Shop.write(
            folder.resolve("shop"), Shop.DESCRIPTION, Shop.interactions(40, 50), Shop.items(50));
    Path out = folder.resolve("the \"best\" shop");
    Sluice.Outcome outcome =
        Sluice.execute("ingest", "--set", "dataset=" + shop, "--out", out.toString(), "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(JsonMapper.shared().readTree(outcome.out()).get("tables").asString())
        .isEqualTo(out.resolve("tables").toString());
    assertThat(out.resolve("tables/interactions.parquet")).exists();
  }
}
