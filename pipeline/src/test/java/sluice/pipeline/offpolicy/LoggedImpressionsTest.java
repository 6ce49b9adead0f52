package sluice.pipeline.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    assertThat(log.lists(run)).isDeepEqualTo(new int[][] {{0, 2}, {0, 2}});
  }

  @Test
  void faultsAreToldWithWhereAndMend() throws IOException {
    assertThatThrownBy(() -> read("r1,u1,a,1,0,1\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("request r1: propensity 0.0");
    assertThatThrownBy(() -> read("r1,u1,a,0,0.5,1\n")).hasMessageContaining("position 0");
    assertThatThrownBy(() -> read("r1,u1,a,1,0.5,1\nr1,u1,b,1,0.5,1\n"))
        .hasMessageContaining("position 1 twice");
    assertThatThrownBy(() -> read("r1,u1,a,1,0.5,1\nr1,u2,b,2,0.5,1\n"))
        .hasMessageContaining("two users");
    assertThatThrownBy(() -> read("r1,u1,a,1,,1\n")).hasMessageContaining("lacks a value");
    assertThatThrownBy(() -> read("")).hasMessageContaining("holds no impressions");
    Path other = Files.writeString(folder.resolve("other.csv"), "request,item\nr,a\n");
    assertThatThrownBy(() -> LoggedImpressions.read(other))
        .hasMessageContaining("it needs the columns");
    assertThatThrownBy(() -> LoggedImpressions.read(folder.resolve("none.csv")))
        .isInstanceOf(UserError.class);
    LoggedImpressions log = read("r1,u1,a,1,0.5,1\nr2,u2,a,1,0.5,1\n");
    Path one = Files.writeString(folder.resolve("one.tsv"), "u1 Q0 a 1 1 x\n");
    assertThatThrownBy(() -> log.lists(one)).hasMessageContaining("1 of the log's 2 requests");
    Path bad = Files.writeString(folder.resolve("bad.tsv"), "u1 Q0 a\n");
    assertThatThrownBy(() -> log.lists(bad)).hasMessageContaining("bad.tsv:1");
  }
}
