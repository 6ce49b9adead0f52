package sluice.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.FittingPart;
import sluice.core.Progress;

/**
 * The docs page's table is made from the code: where this fails, copy target/features-table.md into
 * docs/reference/features.md.
 */
class FeatureDocsTest {
  @TempDir Path folder;

  @Test
  void thePageHasEveryFeature() throws Exception {
    FittingPart part =
        TestWorld.random(1, 10, 12, 50, 20).part(Long.MAX_VALUE, true, Optional.of(folder));
    FeatureAssembler assembler =
        FeatureAssembler.fit(
            part,
            part,
            part,
            List.of(TestWorld.embedding(12, 4, 1)),
            TestWorld.graphs(part),
            List.of("a"),
            FeatureSettings.DEFAULT,
            folder,
            1,
            Progress.SILENT);
    String table = FeatureDocs.markdown(assembler.schema());
    Files.writeString(Path.of("target", "features-table.md"), table);
    assertThat(Files.readString(Path.of("..", "docs", "reference", "features.md"))).contains(table);
  }
}
