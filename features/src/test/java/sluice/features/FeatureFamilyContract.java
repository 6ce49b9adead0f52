package sluice.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.Candidates;
import sluice.core.Embedding;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.Parallel;
import sluice.core.Progress;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.YamlFile;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * What every family of features must do. For one of your own, extend this and name its type; all
 * types that a services file names are held to it by {@code RegisteredFamiliesTest}.
 */
public abstract class FeatureFamilyContract {
  private static final long CUT = TestWorld.START + 70 * TestWorld.DAY;
  private static final List<Embedding> VECTORS = List.of(TestWorld.embedding(40, 8, 1));

  @TempDir private Path folder;

  /** Returns the name of the type under test, which a services file names. */
  protected abstract String type();

  /** Returns the config's {@code features} beside the families, as YAML, with which it has some. */
  protected String settings() {
    return "lagDays: 0";
  }

  private FeatureSettings families(String... types) {
    return FeatureSettings.read(
        YamlFile.parse("families: [" + String.join(", ", types) + "]\n" + settings(), "c.yaml"));
  }

  private FittingPart part(TestWorld world) {
    return world.part(CUT, true, Optional.of(folder));
  }

  private static TestWorld world() {
    return TestWorld.random(31, 30, 40, 2500, 90);
  }

  private FeatureAssembler fit(FittingPart part, FeatureSettings settings) {
    return FeatureAssembler.fit(
        part,
        part,
        part,
        VECTORS,
        TestWorld.graphs(part),
        List.of("a", "b"),
        settings,
        folder.resolve("tables"),
        2,
        Progress.SILENT);
  }

  private static Candidates candidates(FittingPart part, int user) {
    Request request = TestWorld.request(part, user, CUT - user * TestWorld.DAY);
    return TestWorld.candidates(part, request, 10 + user, user);
  }

  private static FeatureMatrix rows(FeatureAssembler assembler, Candidates candidates) {
    return rows(assembler, candidates, assembler.newScratch());
  }

  private static FeatureMatrix rows(
      FeatureAssembler assembler, Candidates candidates, FeatureAssembler.Scratch scratch) {
    FeatureMatrix out = new FeatureMatrix(assembler.schema(), 1);
    assembler.assemble(candidates, out, scratch);
    return out;
  }

  private static int[] bits(FeatureMatrix rows) {
    int[] bits = new int[rows.rows() * rows.columns()];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(rows.data()[i]));
    return bits;
  }

  private static Map<String, int[]> columns(FeatureMatrix rows) {
    Map<String, int[]> columns = new HashMap<>();
    for (int j = 0; j < rows.columns(); j++) {
      int[] column = new int[rows.rows()];
      for (int c = 0; c < column.length; c++) {
        column[c] = Float.floatToRawIntBits(rows.get(c, j));
      }
      columns.put(rows.schema().features().get(j).name(), column);
    }
    return columns;
  }

  @Test
  void itsGroupsHaveFeaturesOfOneName() {
    FeatureAssembler assembler = fit(part(world()), families(type()));
    assertThat(assembler.schema().features()).isNotEmpty();
    for (Feature feature : assembler.schema().features()) {
      assertThat(feature.name()).matches("[a-z0-9_]+");
      assertThat(feature.group()).isNotBlank();
      assertThat(feature.description()).endsWith(".");
    }
  }

  @Test
  void itWritesItsOwnColumnsAlone() {
    FittingPart part = part(world());
    List<String> others =
        Stream.of("repeats", "user-activity", "context")
            .filter(t -> !t.equals(type()))
            .limit(2)
            .toList();
    FeatureAssembler between = fit(part, families(others.getFirst(), type(), others.getLast()));
    FeatureAssembler alone = fit(part, families(type()));
    FeatureAssembler without = fit(part, families(others.toArray(String[]::new)));
    Map<String, int[]> expected = new HashMap<>();
    for (int user = 0; user < 30; user++) {
      Candidates candidates = candidates(part, user);
      expected.putAll(columns(rows(alone, candidates)));
      expected.putAll(columns(rows(without, candidates)));
      assertThat(columns(rows(between, candidates))).containsExactlyInAnyOrderEntriesOf(expected);
    }
  }

  @Test
  void scratchMemoryAndThreadsChangeNoBit() {
    FittingPart part = part(world());
    FeatureAssembler assembler = fit(part, families(type()));
    int[][] found = new int[30][];
    Parallel.run(
        3,
        found.length,
        assembler::newScratch,
        (user, scratch) -> found[user] = bits(rows(assembler, candidates(part, user), scratch)));
    for (int user = 0; user < found.length; user++) {
      assertThat(found[user]).isEqualTo(bits(rows(assembler, candidates(part, user))));
    }
  }

  @Test
  void whatIsReadBackFillsTheSameRowsToTheBit() throws IOException {
    FittingPart part = part(world());
    FeatureSettings settings = families(type());
    FeatureAssembler fitted = fit(part, settings);
    try (ArrayWriter out = new ArrayWriter(folder.resolve("counts"));
        ArrayWriter perUser = new ArrayWriter(folder.resolve("users"))) {
      fitted.write(out, perUser, folder.resolve("families"));
    }
    try (ArrayReader in = new ArrayReader(folder.resolve("counts"));
        ArrayReader perUser = new ArrayReader(folder.resolve("users"))) {
      FeatureAssembler read =
          FeatureAssembler.read(
              part,
              VECTORS,
              TestWorld.graphs(part),
              List.of("a", "b"),
              settings,
              in,
              perUser,
              folder.resolve("families"));
      assertThat(Files.isDirectory(folder.resolve("families").resolve(type()))).isTrue();
      assertThat(read.schema().features()).isEqualTo(fitted.schema().features());
      assertThat(read.graphs()).isEqualTo(fitted.graphs());
      for (int user = 0; user < 30; user++) {
        Candidates candidates = candidates(part, user);
        assertThat(bits(rows(read, candidates))).isEqualTo(bits(rows(fitted, candidates)));
      }
    }
  }

  @Test
  void whatIsHeldOutMovesNoBit() {
    TestWorld planted = world();
    for (int k = 0; k < 300; k++) {
      long time = CUT + (k % 5) * 3_000_000L;
      planted.acts.add(new TestWorld.Act(k % 30, k % 40, time, 5, 1));
      planted.tags.add(new TestWorld.Tagged(k % 30, k % 40, k % 12, time));
      planted.shown.add(new TestWorld.Shown(k % 30, k % 40, time, k % 5));
    }
    FittingPart part = part(world());
    FeatureAssembler plain = fit(part, families(type()));
    FittingPart other = part(planted);
    FeatureAssembler moved = fit(other, families(type()));
    for (int user = 0; user < 30; user++) {
      assertThat(bits(rows(moved, candidates(other, user))))
          .isEqualTo(bits(rows(plain, candidates(part, user))));
    }
  }

  @Test
  void aStrangersRowsAreFiniteOrDeclaredAsMissing() {
    FittingPart part = part(world());
    FeatureAssembler assembler = fit(part, families(type()));
    Request stranger = new Request("x", -1, "new", CUT, History.EMPTY, Map.of());
    FeatureMatrix rows = rows(assembler, TestWorld.candidates(part, stranger, 40, 3));
    List<Feature> features = assembler.schema().features();
    for (int c = 0; c < rows.rows(); c++) {
      for (int j = 0; j < features.size(); j++) {
        boolean mayMiss = Float.isNaN(features.get(j).defaultValue());
        assertThat(mayMiss || Float.isFinite(rows.get(c, j))).as(features.get(j).name()).isTrue();
      }
    }
    Candidates none =
        new Candidates(
            stranger,
            List.of("a", "b"),
            RankedItems.EMPTY,
            new int[2][0],
            new float[2][0],
            new int[2]);
    assertThat(rows(assembler, none).rows()).isZero();
  }
}
