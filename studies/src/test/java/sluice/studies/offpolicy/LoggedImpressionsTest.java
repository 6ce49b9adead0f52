package sluice.studies.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.UserError;

class LoggedImpressionsTest {
  private static final String HEAD = "request,user,item,position,propensity,reward\n";
  @TempDir private Path folder;

  private LoggedImpressions read(String rows) throws IOException {
    return LoggedImpressions.read(Files.writeString(folder.resolve("log.csv"), HEAD + rows));
  }

  @Test
  void rowsOfAnyOrderMakeALog() throws IOException {
    LoggedImpressions log = read("r2,u1,b,2,0.25,0\nr1,u1,a,1,0.5,1\nr2,u1,c,1,0.5,1\n");
    assertThat(log.log().requests()).isEqualTo(2);
    assertThat(log.log().slots()).isEqualTo(2);
    assertThat(log.log().cluster(0)).isEqualTo(log.log().cluster(1));
    assertThat(log.log().meanReward()).isEqualTo(1);
    Path run = Files.writeString(folder.resolve("x.tsv"), "u1 Q0 b 1 1.5 x\nu1 Q0 a 2 2.5 x\n");
    assertThat(log.lists(run).lists()).isDeepEqualTo(new int[][] {{0, 2}, {0, 2}});
  }

  /** As {@code runs/*.tsv} of a run hold them; log and lists of case 17 in small. */
  @Test
  void idsOfOurOwnListsAreDecoded() throws IOException {
    LoggedImpressions log = read("r1,ann b,item 2,1,0.5,1\nr2,100%,a%20b,1,0.5,0\n");
    Path run =
        Files.writeString(
            folder.resolve("own.tsv"), "ann%20b Q0 item%202 1 1 x\n100%25 Q0 a%2520b 1 1 x\n");
    assertThat(log.lists(run).lists()).isDeepEqualTo(new int[][] {{0}, {1}});
    Path foreign =
        Files.writeString(
            folder.resolve("foreign.tsv"), "ann%20b Q0 a%20b 1 1 x\n100% Q0 a%20b 1 1 x\n");
    assertThat(log.lists(foreign).lists()).isDeepEqualTo(new int[][] {{1}, {1}});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0002", "1e5", "2.10", "12345678901234567892", "2024-01-03", "true", "a,b"})
  void idsStayTheTextThatTheyAre(String id) throws IOException {
    String quoted = id.contains(",") ? '"' + id + '"' : id;
    LoggedImpressions log = read("%1$s,%1$s,%1$s,1,0.5,1\n".formatted(quoted));
    assertThat(log.users()).containsExactly(id);
    Path run = Files.writeString(folder.resolve("x.tsv"), id + " Q0 " + id + " 1 1 x\n");
    assertThat(log.lists(run).lists()).isDeepEqualTo(new int[][] {{0}});
  }

  @Test
  void aByteOrderMarkIsNoPartOfAName() throws IOException {
    Path marked =
        Files.writeString(folder.resolve("log.csv"), "\uFEFF" + HEAD + "r1,u1,a,1,0.5,1\n");
    LoggedImpressions log = LoggedImpressions.read(marked);
    Path run = Files.writeString(folder.resolve("x.tsv"), "\uFEFFu1 Q0 a 1 1 x\n");
    assertThat(log.lists(run).lists()).isDeepEqualTo(new int[][] {{0}});
  }

  @Test
  void requestsWithoutPropensityAndOtherSurfacesAreLeftOutAndCounted() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("log.csv"),
            """
            request,user,item,position,propensity,reward,surface
            r1,u1,a,1,0.5,1,recommend
            r2,u1,a,1,,1,page
            r2,u1,b,2,0.5,0,page
            r3,u2,a,1,1,1,search
            """);
    LoggedImpressions log = LoggedImpressions.read(file);
    assertThat(log.log().rows()).isEqualTo(1);
    assertThat(log.notes())
        .containsExactly(
            "1 impressions are left out: their slates answered an item, a text, a vector or similar"
                + " users, where no list of a user would stand.",
            "1 of 2 requests are left out: they have no propensity, for their slates were cut short"
                + " or are of an older store.");
  }

  @Test
  void faultsAreToldWithWhereAndMend() throws IOException {
    assertThatThrownBy(() -> read("r1,u1,a,1,0,1\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("request r1: propensity 0.0");
    assertThatThrownBy(() -> read("r1,u1,a,0,0.5,1\n"))
        .hasMessageContaining("position 0; whole numbers from 1 to 1000 are expected");
    assertThatThrownBy(() -> read("r1,u1,a,1.5,0.5,1\n")).hasMessageContaining("position 1.5");
    assertThatThrownBy(() -> read("r1,u1,a,1,0.5,1\nr1,u1,b,1,0.5,1\n"))
        .hasMessageContaining("position 1 twice");
    assertThatThrownBy(() -> read("r1,u1,a,1,0.5,1\nr1,u2,b,2,0.5,1\n"))
        .hasMessageContaining("two users");
    assertThatThrownBy(() -> read("r1,u1,a,1,0.5,\n")).hasMessageContaining("has no reward");
    assertThatThrownBy(() -> read("r1,u1,a,1,,1\n")).hasMessageContaining("holds no propensity");
    assertThatThrownBy(() -> read("")).hasMessageContaining("holds no impressions");
    Path other = Files.writeString(folder.resolve("other.csv"), "request,item\nr,a\n");
    assertThatThrownBy(() -> LoggedImpressions.read(other))
        .hasMessageContaining("has no column user, position, propensity, reward. Fix: ");
    assertThatThrownBy(() -> LoggedImpressions.read(folder.resolve("none.csv")))
        .isInstanceOf(UserError.class);
    LoggedImpressions log = read("r1,u1,a,1,0.5,1\nr2,u2,a,1,0.5,1\n");
    Path none = Files.writeString(folder.resolve("none.tsv"), "u3 Q0 a 1 1 x\n");
    assertThatThrownBy(() -> log.lists(none))
        .hasMessageContaining("a list for none of the log's 2 users")
        .hasMessageContaining("first user is u1, the list's is u3");
    Path bad = Files.writeString(folder.resolve("bad.tsv"), "u1 Q0 a\n");
    assertThatThrownBy(() -> log.lists(bad)).hasMessageContaining("bad.tsv, line 1: 3 columns");
  }
}
