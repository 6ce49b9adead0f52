package sluice.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFolderTest {
  @TempDir private Path folder;

  @Test
  void hasItsNameOnlyWhenItIsComplete() throws IOException {
    Path target = folder.resolve("new").resolve("a");
    try (AtomicFolder written = AtomicFolder.begin(target)) {
      Files.writeString(written.path().resolve("f"), "x");
      assertThat(target).doesNotExist();
      written.complete();
    }
    assertThat(target.resolve("f")).hasContent("x");
    assertThat(target.getParent().toFile().list()).containsExactly("a");
  }

  @Test
  void leavesNothingWhereItIsNotComplete() throws IOException {
    try (AtomicFolder written = AtomicFolder.begin(folder.resolve("a"))) {
      Files.createDirectories(written.path().resolve("deep").resolve("deeper"));
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void givesTheNameToAFolderWithin() throws IOException {
    Path target = Files.createDirectory(folder.resolve("a"));
    try (AtomicFolder written = AtomicFolder.begin(target)) {
      Path inside = Files.createDirectory(written.path().resolve("inside"));
      Files.writeString(inside.resolve("f"), "x");
      written.complete(inside);
    }
    assertThat(target.toFile().list()).containsExactly("f");
    assertThat(folder.toFile().list()).containsExactly("a");
  }

  @Test
  void neverReplacesWhatIsThere() throws IOException {
    Path target = folder.resolve("a");
    assertThat(AtomicFolder.isTaken(target)).isFalse();
    Files.createDirectory(target);
    assertThat(AtomicFolder.isTaken(target)).isFalse();
    Files.writeString(target.resolve("f"), "theirs");
    assertThat(AtomicFolder.isTaken(target)).isTrue();
    assertThat(AtomicFolder.isTaken(target.resolve("f"))).isTrue();
    try (AtomicFolder written = AtomicFolder.begin(target)) {
      assertThatThrownBy(written::complete).isInstanceOf(FileSystemException.class);
    }
    assertThat(target.resolve("f")).hasContent("theirs");
  }

  @Test
  void removesWhatAKilledProcessLeftAndNothingOfALivingOne() throws IOException {
    Path left = Files.createDirectories(folder.resolve(".a.partial-999999999999").resolve("deep"));
    Path living =
        Files.createDirectory(folder.resolve(".b.partial-" + ProcessHandle.current().pid()));
    AtomicFolder.begin(folder.resolve("a")).close();
    assertThat(left.getParent()).doesNotExist();
    assertThat(living).exists();
  }
}
