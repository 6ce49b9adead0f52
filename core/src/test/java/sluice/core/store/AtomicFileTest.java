package sluice.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.UserError;

class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void makesTheFolderAndReplacesAnOldFile() throws IOException {
    Path file = folder.resolve("a").resolve("f");
    AtomicFile.write(file, temporary -> Files.writeString(temporary, "old"));
    AtomicFile.write(
        file,
        temporary -> {
          assertThat(temporary.getFileName().toString())
              .contains(String.valueOf(ProcessHandle.current().pid()));
          assertThat(file).hasContent("old");
          Files.writeString(temporary, "new");
        });
    assertThat(file).hasContent("new");
    assertThat(file.getParent().toFile().list()).containsExactly("f");
  }

  @Test
  void leavesTheOldFileAndNothingHalfWrittenWhereWritingFails() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "old");
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                temporary -> {
                  Files.writeString(temporary, "new");
                  throw new IOException("disk full");
                }))
        .isInstanceOf(IOException.class);
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("f");
    assertThatThrownBy(() -> AtomicFile.write(file.resolve("below"), temporary -> {}))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void leavesAFileWithoutAChangeAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "old");
    boolean changed =
        AtomicFile.replace(
            file,
            temporary -> {
              Files.writeString(temporary, "new");
              return false;
            });
    assertThat(changed).isFalse();
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("f");
  }
}
