package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What is given wrong ends with exit code 2, one message that says where and how to fix it, no
 * stack trace, and nothing left behind. What a file can hold wrongly is tested with the readers, in
 * ingestion's own test of the same name.
 */
class BadInputTest {
  /**
   * A wrong setting.
   *
   * @param name what is wrong
   * @param set the value of {@code --set}
   * @param says parts of the message
   */
  record Setting(String name, String set, List<String> says) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A wrong config file.
   *
   * @param name what is wrong
   * @param text of the file
   * @param says parts of the message
   */
  record ConfigText(String name, String text, List<String> says) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Wrong data.
   *
   * @param name what is wrong
   * @param interactions the file
   * @param says parts of the message
   */
  record Data(String name, String interactions, List<String> says) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Setting> SETTINGS =
      List.of(
          setting("unknown key", "seeed=1", "--set seeed", "unknown key", "did you mean seed?"),
          setting("unknown inner key", "sample.user=100", "sample.user", "did you mean users?"),
          setting("key without value", "seed", "--set seed", "key=value"),
          setting("value without key", "=5", "key=value"),
          setting("empty step of a path", "seed..x=4", "empty key"),
          setting("no YAML", "seed=[1", "--set seed", "not YAML"),
          setting("text for a number", "candidates.fusion.n=many", "'many'", "whole number"),
          setting("map for a number", "seed={a: 1}", "seed", "map"),
          setting("number for a map", "slate=5", "slate", "map"),
          setting("n of 0", "candidates.fusion.n=0", "candidates.fusion.n is 0", "from 1"),
          setting("a source's n of 0", "candidates.sources.0.n=0", "n is 0", "from 1"),
          setting("negative slate", "slate.size=-1", "slate.size is -1", "from 1 to 500"),
          setting("slate above fusion's n", "slate.size=501", "501", "from 1 to 500"),
          setting("negative threads", "threads=-1", "threads is -1", "from 0"),
          setting("negative seed", "seed=-1", "seed is -1"),
          setting("users 0", "sample.users=0", "sample.users is 0", "from 10"),
          setting("unknown source", "candidates.sources=[populariti]", "mean popularity?"),
          setting("no source", "candidates.sources=[]", "at least one source"),
          setting("place past a list", "candidates.sources.9.n=5", "list of 8", "from 0"),
          setting("unknown ranker", "ranking.model=xgbost", "did you mean xgboost?"),
          setting("unknown measure", "evaluation.measures=[nDGC@10]", "did you mean nDCG@10?"),
          setting("cutoff 0", "evaluation.measures=[nDCG@0]", "cutoff must be in 1"),
          setting("no measure", "evaluation.measures=[]", "at least one measure"),
          setting(
              "a measure twice",
              "evaluation.measures=[mAP@5, mAP@5]",
              "each measure can stand there once"),
          setting(
              "no measure's name", "evaluation.measures=[mAP@0]", "measures[0]: Unknown measure"),
          setting("seen", "evaluation.seen=exclud", "did you mean exclude?"),
          setting(
              "too large a slate", "slate.size=501", "a whole number from 1 to 500 is expected"),
          setting("a measure twice", "evaluation.measures=[MRR@5, MRR@5]", "once"),
          setting(
              "unknown measure beyond accuracy",
              "evaluation.beyond=[coverge@10]",
              "evaluation.beyond",
              "\"coverge@10\" is no measure beyond accuracy",
              "did you mean coverage@10?",
              "gini@10"),
          setting("a measure beyond accuracy twice", "evaluation.beyond=[gini@5, gini@5]", "once"),
          setting(
              "beyond accuracy at cutoff 0", "evaluation.beyond=[gini@0]", "cutoff goes from 1"),
          setting("beyond accuracy without a cutoff", "evaluation.beyond=[gini]", "at any cutoff"),
          setting(
              "no list of measures",
              "evaluation.beyond={a: 1}",
              "evaluation.beyond is a map; a single value is expected"),
          setting(
              "unknown key of fairness",
              "evaluation.fairness={user: [age]}",
              "evaluation.fairness.user",
              "did you mean users?"),
          setting("fairness that is no map", "evaluation.fairness=age", "evaluation.fairness"),
          setting("a map for the category", "evaluation.category={a: 1}", "evaluation.category"),
          setting("unknown protocol", "protocol=global-temporl", "mean global-temporal?"),
          setting("one fold", "protocol={type: k-fold, folds: 1}", "folds is 1", "from 2"),
          setting("share above 1", "protocol={type: global-temporal, test: 2}", "test is 2"),
          setting(
              "unknown embedding", "candidates.sources=[{type: hnsw, embedding: ialz}]", "ials?"),
          setting(
              "unknown re-ranker",
              "reranking=[mrr]",
              "reranking",
              "mean mmr?",
              "freshness, mmr, new-items"),
          setting("re-rankers in no order", "reranking=[dpp, mmr]", "undoes dpp", "keep one"),
          setting("re-ranker twice", "reranking=[mmr, mmr]", "a re-ranker", "name: mmr-2"),
          setting(
              "re-ranker named as a system",
              "reranking=[{type: mmr, name: slate}]",
              "a system that reports have",
              "slate-2"),
          setting(
              "re-ranker named as a ranker",
              "reranking=[{type: mmr, name: xgboost}]",
              "the name of a ranker",
              "xgboost-2"),
          setting(
              "re-ranker named as a source",
              "reranking=[{type: mmr, name: popularity}]",
              "the name of a source",
              "popularity-2"),
          setting(
              "re-ranker of an unknown embedding",
              "reranking=[{type: mmr, embedding: ialz}]",
              "reads the embedding 'ialz'",
              "mean ials?"),
          setting("source twice", "candidates.sources=[popularity, popularity]", "another name"),
          setting(
              "source named as a ranker",
              "candidates.sources=[{type: popularity, name: xgboost}]",
              "--set candidates.sources",
              "xgboost",
              "another name"),
          setting(
              "source named as a reference",
              "candidates.sources=[{type: popularity, name: oracle}]",
              "--set candidates.sources",
              "oracle",
              "another name"),
          setting("path that is not there", "dataset=no/such/place", "no/such/place", "neither"),
          setting("misspelt dataset", "dataset=ml-latest-smal", "did you mean ml-latest-small?"),
          setting("dataset not fetched", "dataset=ml-100k", "sluice data fetch ml-100k"),
          setting("unknown world", "sample.parameters=bass", "did you mean base?"),
          setting("share of bad rows", "ingestion.maxBadRows=7", "maxBadRows is 7", "to 1.0"));

  static final List<ConfigText> CONFIGS =
      List.of(
          config("unknown key", "seed: 1\nthreds: 2\n", "bad.yaml:2", "threds", "threads?"),
          config("unknown inner key", "slate:\n  sise: 2\n", "bad.yaml:2", "slate.sise", "size?"),
          config("wrong type", "seed: 1\nthreads: two\n", "bad.yaml:2", "'two'", "whole number"),
          config(
              "a world's size without the world",
              "dataset: shop\nsample:\n  users: 500\n",
              "bad.yaml:3: sample.users is 500",
              "changes nothing with dataset: shop; remove it"),
          config("not YAML", "seed: [1\n", "bad.yaml", "not YAML"),
          config("key twice", "seed: 1\nseed: 2\n", "bad.yaml:2", "seed"),
          config("list at the top", "- seed\n", "bad.yaml", "map of keys"),
          config("unknown source", "candidates:\n  sources: [lucine]\n", "bad.yaml:2", "lucene?"));

  static final List<Data> DATA =
      List.of(
          new Data("empty file", "", List.of("interactions.csv", "empty")),
          new Data("header alone", "who,what,stars,at\n", List.of("no row")),
          new Data("column missing", "who,what,at\nu,i,5\n", List.of("interactions.csv", "stars")),
          new Data(
              "one user with one row",
              "who,what,stars,at\nu,i1,5,1700000000\n",
              List.of("nothing is left to learn from")));

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void nameOut() {
    out = folder.resolve("runs").resolve("wanted");
  }

  @ParameterizedTest
  @FieldSource("SETTINGS")
  void aWrongSettingIsToldAndLeavesNothing(Setting wrong) {
    refused(wrong.says(), "run", "--set", wrong.set());
  }

  @ParameterizedTest
  @FieldSource("CONFIGS")
  void aWrongConfigFileIsToldWithItsLine(ConfigText wrong) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.yaml"), wrong.text());
    refused(wrong.says(), "run", "--config", file.toString());
  }

  @ParameterizedTest
  @FieldSource("DATA")
  void wrongDataIsToldAndLeavesNothing(Data wrong) {
    Path shop =
        Shop.write(folder.resolve("shop"), Shop.DESCRIPTION, wrong.interactions(), Shop.items(50));
    refused(wrong.says(), "run", "--set", "dataset=" + shop);
  }

  static final List<Setting> COLUMNS =
      List.of(
          setting(
              "no such category",
              "evaluation.category=genre",
              "evaluation.category: \"genre\" is no category or set column of items",
              "did you mean genres?",
              "There are: genres"),
          setting("a text as category", "evaluation.category=title", "There are: genres"),
          setting(
              "no such group of items",
              "evaluation.fairness.items=[genre]",
              "evaluation.fairness.items: \"genre\" is no column of items",
              "did you mean genres?"),
          setting(
              "groups of users without a table",
              "evaluation.fairness.users=[age]",
              "evaluation.fairness.users: \"age\" is no column of users",
              "There are: none"));

  @ParameterizedTest
  @FieldSource("COLUMNS")
  void aColumnThatTheDataDoesNotHaveIsToldAndLeavesNothing(Setting wrong) {
    Path shop = Shop.write(folder.resolve("shop"));
    refused(wrong.says(), "run", "--set", "dataset=" + shop, "--set", wrong.set());
  }

  @Test
  void aMissingConfigFileIsNamed() {
    refused(List.of("none.yaml", "does not exist"), "run", "--config", "none.yaml");
  }

  @Test
  void anUnknownCommandIsToldWithTheNearest() {
    Sluice.Outcome outcome = Sluice.execute("runn");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("'runn'").contains("sluice run").contains("--help");
  }

  @Test
  void noCommandIsToldWithTheHelp() {
    Sluice.Outcome outcome = Sluice.execute();
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("no command is given; to begin with: sluice run")
        .contains("sluice --help");
  }

  @Test
  void anUnknownOptionIsToldWithTheNearest() {
    refused(List.of("--sett", "--set", "sluice run --help"), "run", "--sett", "seed=1");
  }

  @Test
  void anOptionWithoutItsValueIsTold() {
    Sluice.Outcome outcome = Sluice.execute("run", "--config");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("--config").contains("FILE");
  }

  @Test
  void ingestRefusesWhatRunRefuses() {
    refused(List.of("did you mean seed?"), "ingest", "--set", "seeed=1");
  }

  @Test
  void aFolderWithSomethingInItIsLeftAsItIs() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("mine.txt"), "keep");
    Sluice.Outcome outcome = Sluice.execute("run", "--out", out.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(out.toString()).contains("exists already");
    assertThat(Sluice.files(folder)).containsExactly("runs/wanted/mine.txt");
    assertThat(Files.readString(out.resolve("mine.txt"))).isEqualTo("keep");
  }

  @Test
  void aFileInThePlaceOfTheFolderIsLeftAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "keep");
    Sluice.Outcome outcome = Sluice.execute("run", "--out", file.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("exists already");
    assertThat(Files.readString(file)).isEqualTo("keep");
  }

  @Test
  void aPlaceBelowAFileCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "keep");
    Sluice.Outcome outcome = Sluice.execute("run", "--out", file.resolve("run").toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("cannot write into").contains("give an --out");
    assertThat(Sluice.files(folder)).containsExactly("file");
  }

  @Test
  void aPlaceThatTakesNoFoldersCannotBeWritten() {
    Sluice.Outcome outcome = Sluice.execute("run", "--out", "/proc/sluice/run");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("cannot write into /proc/sluice/run");
  }

  @Test
  void oneItemGoesThroughOrIsTold() {
    goesThroughOrIsTold(Shop.interactions(30, 1), Shop.items(1));
  }

  @Test
  void oneUserGoesThroughOrIsTold() {
    goesThroughOrIsTold(Shop.interactions(1, 40), Shop.items(40));
  }

  @Test
  void usersWithoutHistoryAreAWarning() {
    StringBuilder csv = new StringBuilder(Shop.interactions(30, 40));
    for (int u = 0; u < 12; u++) {
      csv.append("cold").append(u).append(",i").append(u * 2 + 1).append(",5,1710000000\n");
    }
    Path shop = Shop.write(folder.resolve("s"), Shop.DESCRIPTION, csv.toString(), Shop.items(40));
    Sluice.Outcome outcome = run(shop);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("warning: ").contains("no history");
    assertThat(out.resolve("report.html")).exists();
  }

  private void goesThroughOrIsTold(String interactions, String items) {
    Path shop = Shop.write(folder.resolve("s"), Shop.DESCRIPTION, interactions, items);
    Sluice.Outcome outcome = run(shop);
    assertThat(outcome.code()).as(outcome.err()).isIn(0, 2);
    if (outcome.code() == 0) {
      assertThat(outcome.err()).contains("warning: ");
      assertThat(out.resolve("report.html")).exists();
    } else {
      told(outcome, List.of("error: "));
    }
  }

  @Test
  void tooManyBadRowsAreToldAndKeptForMending() throws IOException {
    String rows = Shop.interactions(40, 50) + "u1,i1,many,1700000000\n".repeat(60);
    Path shop = Shop.write(folder.resolve("s"), Shop.DESCRIPTION, rows, Shop.items(50));
    Sluice.Outcome outcome = run(shop);
    assertThat(outcome.code()).isEqualTo(2);
    Path kept = out.resolveSibling("wanted-quarantine.csv");
    assertThat(outcome.err())
        .contains("60 of 700 rows of interactions are bad", "interactions.csv:642", "'many'")
        .contains("All are in " + kept, "ingestion.maxBadRows");
    assertThat(Files.readAllLines(kept)).hasSize(61);
    try (Stream<Path> left = Files.list(out.getParent())) {
      assertThat(left).containsExactly(kept);
    }
  }

  private Sluice.Outcome run(Path shop) {
    return Sluice.execute("run", "--set", "dataset=" + shop, "--out", out.toString());
  }

  private void refused(List<String> says, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--out", out.toString()));
    told(Sluice.execute(all.toArray(String[]::new)), says);
  }

  private void told(Sluice.Outcome outcome, List<String> says) {
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains(says);
    assertThat(outcome.err().lines().filter(l -> l.startsWith("error: "))).hasSize(1);
    assertThat(outcome.err()).doesNotContain("\tat ", "Exception", "fault in Sluice");
    assertThat(out).doesNotExist();
    if (Files.exists(out.getParent())) {
      try (Stream<Path> left = Files.list(out.getParent())) {
        assertThat(left).isEmpty();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private static Setting setting(String name, String set, String... says) {
    return new Setting(name, set, List.of(says));
  }

  private static ConfigText config(String name, String text, String... says) {
    return new ConfigText(name, text, List.of(says));
  }
}
