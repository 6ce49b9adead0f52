package sluice.features.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.FittingPart;
import sluice.core.Impressions;
import sluice.core.UserError;
import sluice.features.TestWorld;

final class ImpressionReaderTest {
  @TempDir Path folder;

  @Test
  void readsWhatWasShownBeforeThePartsEndByUserAndRequest() {
    TestWorld world = new TestWorld(12, 12);
    world.shown.add(new TestWorld.Shown(10, 3, 1_000, 1));
    world.shown.add(new TestWorld.Shown(2, 4, 1_000, 2));
    world.shown.add(new TestWorld.Shown(2, 5, 1_000, 0));
    world.shown.add(new TestWorld.Shown(2, 6, 5_000, 0));
    world.shown.add(new TestWorld.Shown(99, 6, 1_000, 0));
    world.shown.add(new TestWorld.Shown(2, 99, 1_000, 0));
    FittingPart part = world.part(5_000, true, Optional.of(folder));
    Impressions read = ImpressionReader.read(part);
    assertThat(read.size()).isEqualTo(3);
    assertThat(read.users()).isEqualTo(12);
    assertThat(read.starts()).containsExactly(0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3);
    assertThat(read.items()).containsExactly(5, 4, 3);
    assertThat(read.requests()[0]).isEqualTo(read.requests()[1]).isNotEqualTo(read.requests()[2]);
    // the data counts from 0
    assertThat(read.positions()).containsExactly(1, 3, 2);
    assertThat(read.propensities()).containsExactly(0.5, 0.5, 0.5);
  }

  @Test
  void aDamagedTableIsSaid() throws Exception {
    TestWorld world = TestWorld.random(1, 3, 3, 10, 2);
    FittingPart part = world.part(Long.MAX_VALUE, true, Optional.of(folder));
    Files.writeString(part.impressions().orElseThrow(), "no parquet");
    assertThatThrownBy(() -> ImpressionReader.read(part))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the impressions cannot be read (")
        .hasMessageContaining("Fix: ingest the data again.");
  }
}
