package sluice.evaluation.trec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.core.Dictionary;
import sluice.core.UserError;
import sluice.evaluation.Evaluator;
import sluice.evaluation.Judgements;
import sluice.evaluation.Measure;
import sluice.evaluation.Run;
import sluice.evaluation.Stage;
import sluice.evaluation.Worlds;

class TrecTest {
  @TempDir Path folder;

  private static Judgements odd() {
    return new Judgements.Builder(Dictionary.of(List.of("a b", "50%", "日本", "c\u00a0d")))
        .user("user one")
        .judge(0, 3.5f, 3.5f)
        .judge(1, 0, Float.NaN)
        .user("u2")
        .judge(2, 1, Float.NaN)
        .judgeOutside("gone\t!", 4, 4)
        .build();
  }

  @Test
  void writesJudgementsTabSeparatedWithHalfStarsDoubled() throws IOException {
    TrecWriter writer = new TrecWriter(odd());
    writer.writeJudgements(folder.resolve("qrels.tsv"));
    assertThat(writer.gainFactor()).isEqualTo(2);
    assertThat(folder.resolve("qrels.tsv"))
        .hasContent(
            """
            user%20one\t0\ta%20b\t7
            user%20one\t0\t50%25\t0
            u2\t0\t日本\t2
            u2\t0\tgone%09!\t8
            """);
  }

  @Test
  void writesRunsWithAScoreThatFallsWithTheRank() throws IOException {
    Run run = Run.of("my system", Stage.RANKING, 5, new int[][] {{3, 0}, {2}});
    new TrecWriter(odd()).writeRun(run, folder.resolve("runs/x.tsv"));
    assertThat(folder.resolve("runs/x.tsv"))
        .hasContent(
            """
            user%20one\tQ0\tc%C2%A0d\t1\t2\tmy%20system
            user%20one\tQ0\ta%20b\t2\t1\tmy%20system
            u2\tQ0\t日本\t1\t1\tmy%20system
            """);
  }

  @ParameterizedTest
  @CsvSource({"a", "'a b'", "100%", "'%20'", "'x\ty\nz'", "'日本\u3000'", "%zz"})
  void idsComeBack(String id) {
    String encoded = TrecIds.encode(id);
    assertThat(encoded.split("\\s", -1)).hasSize(1);
    assertThat(TrecIds.decode(encoded)).isEqualTo(id);
  }

  @Test
  void whatWasWrittenGivesTheSameMeasuresWhenReadBack() throws IOException {
    Judgements j = Worlds.judgements(60, 90, 8, 4);
    Run run = Worlds.run("x", Stage.RANKING, j, 25, 0.5, 4);
    TrecWriter writer = new TrecWriter(j);
    writer.writeJudgements(folder.resolve("q"));
    writer.writeRun(run, folder.resolve("r"));
    Judgements back = TrecReader.readJudgements(folder.resolve("q"));
    Run runBack = TrecReader.readRun(folder.resolve("r"), "", back);
    assertThat(runBack.system()).isEqualTo("x");
    for (String measure : List.of("nDCG@10", "mAP@20", "recall@25", "MRR@3")) {
      assertThat(Evaluator.perUser(back, runBack, Measure.parse(measure), 1))
          .isEqualTo(Evaluator.perUser(j, run, Measure.parse(measure), 1));
    }
  }

  /** As Notepad saves them, and as {@code cat} puts two such files together. */
  @Test
  void aByteOrderMarkIsNoPartOfAUser() throws IOException {
    Path qrels = Files.writeString(folder.resolve("q"), "\uFEFFu 0 a 1\n\uFEFFv 0 b 1\n");
    Path run =
        Files.writeString(
            folder.resolve("r"), "\uFEFFu Q0 a 1 1 my%20system\n\uFEFFv Q0 b 1 1 my%20system\n");
    Judgements judged = TrecReader.readJudgements(qrels);
    assertThat(judged.userId(0)).isEqualTo("u");
    TrecReader.RunFile read = TrecReader.readRunFile(run, "", judged);
    assertThat(read.unjudged()).isZero();
    assertThat(read.without()).isZero();
    assertThat(read.run().system()).isEqualTo("my system");
    assertThat(TrecReader.readLists(run)).isEqualTo(Map.of("u", List.of("a"), "v", List.of("b")));
  }

  @Test
  void ordersForeignRunsByFloatScoreThenIdDescending() throws IOException {
    Path qrels = folder.resolve("q");
    Path run = folder.resolve("r");
    Files.writeString(qrels, "u 0 a 1\nu 0 b -1\nv 0 a 1\n");
    Files.writeString(
        run,
        """
        u Q0 a 1 0.50000000001 s
        u Q0 b 2 0.5 s
        u Q0 z 3 7e-1 s

        unjudged Q0 a 1 3 s
        u Q0 \ud83d\ude00 4 0.1 s
        u Q0 \uff5e 5 0.1 s
        """);
    Judgements j = TrecReader.readJudgements(qrels);
    Run read = TrecReader.readRun(run, "mine", j);
    assertThat(read.size(0)).isEqualTo(5);
    assertThat(read.size(1)).isZero();
    assertThat(read.item(0, 0)).isGreaterThanOrEqualTo(j.itemBound());
    assertThat(j.itemId(read.item(0, 1))).isEqualTo("b");
    assertThat(j.itemId(read.item(0, 2))).isEqualTo("a");
    assertThat(j.gain(1)).isZero();
    // By bytes the emoji (F0…) comes after the tilde (EF…), by UTF-16 before it.
    assertThat(read.item(0, 3)).isLessThan(read.item(0, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "'u 0 a', 'line 1: 3 columns, but 4 are needed (user, 0, item, gain)'",
    "'u 0 a x', 'line 1: gain \"x\" is not a number'",
    "'u 0 a NaN', 'is not a number'",
    "'u 0 a 1\nu 0 a 2', 'line 2: item a stands twice for user u'",
    "'', 'holds no judgements'",
  })
  void saysWhatIsWrongWithJudgements(String content, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("q"), content == null ? "" : content);
    assertThatThrownBy(() -> TrecReader.readJudgements(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message)
        .hasMessageContaining(file.toString());
  }

  @Test
  void saysWhatIsWrongWithRuns() throws IOException {
    Judgements j = Worlds.judgements(1, 5, 2, 1);
    Path file = Files.writeString(folder.resolve("r"), "u0 Q0 i1 1 2 s\nu0 Q0 i1 2 1 s\n");
    assertThatThrownBy(() -> TrecReader.readRun(file, "", j))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("line 2: item i1 stands twice");
    assertThatThrownBy(() -> TrecReader.readRun(folder.resolve("no"), "", j))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is no file");
    Files.write(file, new byte[] {'u', ' ', (byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> TrecReader.readRun(file, "", j))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("not UTF-8");
  }
}
