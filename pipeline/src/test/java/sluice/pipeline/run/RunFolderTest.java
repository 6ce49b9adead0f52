package sluice.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.UserError;

class RunFolderTest {
  @TempDir Path folder;

  @Test
  void nothingStandsUnderTheFinalNameUntilTheRunIsComplete() throws IOException {
    Path target = folder.resolve("a");
    try (RunFolder run = RunFolder.open(target)) {
      Files.writeString(run.path().resolve(RunFolder.MANIFEST), "{}");
      assertThat(target).doesNotExist();
      run.complete();
    }
    assertThat(target.resolve(RunFolder.MANIFEST)).exists();
    assertThat(RunFolder.find("latest", folder)).isEqualTo(target);
    assertThat(folder.resolve("latest").toRealPath()).isEqualTo(target.toRealPath());
  }

  @Test
  void pagesThatAreNoRunDoNotBecomeTheLatest() throws IOException {
    try (RunFolder run = RunFolder.open(folder.resolve("a"))) {
      Files.writeString(run.path().resolve(RunFolder.MANIFEST), "{}");
      run.complete();
    }
    try (RunFolder pages = RunFolder.open(folder.resolve("checks"))) {
      Files.writeString(pages.path().resolve("checks.html"), "");
      pages.complete();
    }
    assertThat(RunFolder.find("latest", folder)).isEqualTo(folder.resolve("a"));
    assertThat(folder.resolve("latest").toRealPath()).isEqualTo(folder.resolve("a").toRealPath());
  }

  @Test
  void aRunThatFailsLeavesNothing() throws IOException {
    try (RunFolder run = RunFolder.open(folder.resolve("a"))) {
      Files.createDirectories(run.path().resolve("tables"));
      Files.writeString(run.path().resolve("tables/x"), "half");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatHoldsSomethingIsNotWrittenInto() throws IOException {
    Path target = Files.createDirectories(folder.resolve("a"));
    Files.writeString(target.resolve("mine.txt"), "precious");
    assertThatThrownBy(() -> RunFolder.open(target))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("exists already; nothing was written");
    assertThat(target.resolve("mine.txt")).hasContent("precious");
  }

  @Test
  void whatAKilledRunLeftIsRemovedByTheNext() throws IOException {
    Path left = Files.createDirectories(folder.resolve(".old.partial-999999999999"));
    Path alive =
        Files.createDirectories(folder.resolve(".other.partial-" + ProcessHandle.current().pid()));
    try (RunFolder run = RunFolder.open(folder.resolve("a"))) {
      assertThat(left).doesNotExist();
      assertThat(alive).exists();
      assertThat(run.path()).exists();
    }
  }

  @Test
  void latestIsTheNewestWithACompleteManifest() throws IOException {
    for (String name : new String[] {"a", "b", "c"}) {
      Files.createDirectories(folder.resolve(name));
    }
    manifest("a", 2_000);
    manifest("b", 1_000);
    assertThat(RunFolder.find("latest", folder)).isEqualTo(folder.resolve("a"));
  }

  @Test
  void withoutARunLatestSaysHowToMakeOne() {
    assertThatThrownBy(() -> RunFolder.find("latest", folder.resolve("runs")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("make one with: sluice run");
  }

  @Test
  void aFolderWithoutAManifestIsNoRun() {
    assertThatThrownBy(() -> RunFolder.find(folder.toString(), folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is no complete run");
  }

  @Test
  void aTargetBelowAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> RunFolder.open(file.resolve("run")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot write into");
  }

  private void manifest(String run, long millis) throws IOException {
    Path file = Files.writeString(folder.resolve(run).resolve(RunFolder.MANIFEST), "{}");
    Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
  }
}
