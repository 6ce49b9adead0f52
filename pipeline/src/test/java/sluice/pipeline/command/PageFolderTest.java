package sluice.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.UserError;
import sluice.evaluation.report.SectionsPage;

class PageFolderTest {
  @TempDir Path folder;

  @Test
  void thePageIsWrittenInThreeForms() {
    SectionsPage made = new SectionsPage("A", "b", List.of());
    Path page = PageFolder.open(folder.resolve("new")).write("curve", made);
    assertThat(page).hasFileName("curve.html").exists();
    assertThat(page.resolveSibling("curve.md")).exists();
    assertThat(page.resolveSibling("curve.json")).exists();
  }

  @Test
  void aFolderThatHoldsSomethingIsLeftAlone() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> PageFolder.open(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("exists already; nothing was written. Give another --out");
    assertThat(mine).hasContent("mine");
  }

  /** What is in the way came after the check, so it is a fault of the machine: exit code 1. */
  @Test
  void whatTheMachineDoesNotLetIsNoFaultOfTheUser() throws IOException {
    PageFolder page = PageFolder.open(folder);
    Files.createDirectories(folder.resolve("curve.json/in-the-way"));
    assertThatThrownBy(() -> page.write("curve", new SectionsPage("A", "b", List.of())))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot write into " + folder);
  }
}
