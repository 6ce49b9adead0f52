package sluice.features.families;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.Candidates;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.Progress;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.YamlFile;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;
import sluice.features.FeatureAssembler;
import sluice.features.FeatureNames;
import sluice.features.FeatureSettings;
import sluice.features.TestWorld;

/** Flags for the categories of items, where the settings ask for them. */
class ItemCategoriesTest {
  private static final FeatureSettings TWO = settings(2);

  private static FeatureSettings settings(int categories) {
    return FeatureSettings.read(YamlFile.parse("categories: " + categories, "c.yaml"));
  }

  @TempDir Path folder;

  /** Item i has genres g(i mod 5) and g(5 + i mod 3), creator c(i mod 7). */
  private static TestWorld world() {
    TestWorld world = new TestWorld(3, 12);
    act(world, 3, 1); // g3, g5, c3
    act(world, 6, 1); // g1, g5, c6
    act(world, 8, 1); // g3, g7, c1
    act(world, 4, -1); // not positive: g4, g6, c4
    return world;
  }

  private static void act(TestWorld world, int item, float weight) {
    world.acts.add(new TestWorld.Act(0, item, TestWorld.START + item, Float.NaN, weight));
  }

  private FeatureAssembler fit(FittingPart part, FeatureSettings settings, FittingPart inner) {
    return FeatureAssembler.fit(
        part,
        inner,
        part,
        List.of(),
        TestWorld.graphs(part),
        List.of("a"),
        settings,
        folder.resolve("tables"),
        1,
        Progress.SILENT);
  }

  private static List<String> names(FeatureAssembler assembler) {
    return assembler.schema().features().stream()
        .filter(f -> f.group().equals(ItemCategories.GROUP))
        .map(Feature::name)
        .toList();
  }

  /** Returns the names of the flags that are set, of each item in turn. */
  private static List<List<String>> set(FeatureAssembler assembler, int... items) {
    Request nobody =
        new Request("r", -1, "new", TestWorld.START + TestWorld.DAY, History.EMPTY, Map.of());
    FeatureMatrix out = new FeatureMatrix(assembler.schema(), items.length);
    Candidates candidates =
        new Candidates(
            nobody,
            List.of("a"),
            new RankedItems(items, new float[items.length]),
            new int[1][items.length],
            new float[1][items.length],
            new int[] {0});
    assembler.assemble(candidates, out, assembler.newScratch());
    return java.util.stream.IntStream.range(0, items.length)
        .mapToObj(c ->
            names(assembler).stream()
                .filter(name -> out.get(c, assembler.schema().index(name)) == 1)
                .toList())
        .toList();
  }

  @Test
  void theMostFrequentHaveFlagsAndTheOthersShareSome() {
    FittingPart part = world().part(Long.MAX_VALUE, true, Optional.empty());
    FeatureAssembler assembler = fit(part, TWO, part);
    // g3 and g5 twice each; g1 and g7 once; of the creators c1, c3 and c6 once, the first by name
    assertThat(names(assembler))
        .containsExactly(
            "item_is_genres_g3",
            "item_is_genres_g5",
            "item_is_genres_other_bucket0",
            "item_is_genres_other_bucket1",
            "item_is_genres_other_bucket2",
            "item_is_genres_other_bucket3",
            "item_is_creator_c1",
            "item_is_creator_c3",
            "item_is_creator_other_bucket0",
            "item_is_creator_other_bucket1",
            "item_is_creator_other_bucket2",
            "item_is_creator_other_bucket3");
    // buckets by Python, as in OperationsTest: g1 and g7 2, g6 3
    assertThat(set(assembler, 3, 8, 1))
        .containsExactly(
            List.of("item_is_genres_g3", "item_is_genres_g5", "item_is_creator_c3"),
            List.of("item_is_genres_g3", "item_is_genres_other_bucket2", "item_is_creator_c1"),
            List.of(
                "item_is_genres_other_bucket2",
                "item_is_genres_other_bucket3",
                "item_is_creator_c1"));
  }

  @Test
  void whereAllHaveFlagsNothingIsHashed() {
    FittingPart part = world().part(Long.MAX_VALUE, true, Optional.empty());
    assertThat(names(fit(part, settings(4), part)))
        .containsExactly(
            "item_is_genres_g3",
            "item_is_genres_g5",
            "item_is_genres_g1",
            "item_is_genres_g7",
            "item_is_creator_c1",
            "item_is_creator_c3",
            "item_is_creator_c6");
  }

  @Test
  void thereAreNoneByDefault() {
    FittingPart part = world().part(Long.MAX_VALUE, true, Optional.empty());
    FeatureSettings none = FeatureSettings.DEFAULT;
    assertThat(names(fit(part, none, part))).isEmpty();
  }

  /** The ranker's rows are made on the train split, so its choice holds for the part around it. */
  @Test
  void thePartAroundHasTheFeaturesOfTheInnerPart() {
    TestWorld grown = world();
    for (int more = 0; more < 9; more++) {
      grown.acts.add(new TestWorld.Act(1, 2, TestWorld.START + TestWorld.DAY + more, Float.NaN, 1));
    }
    FittingPart inner = grown.part(TestWorld.START + TestWorld.DAY, true, Optional.empty());
    FittingPart whole = grown.part(Long.MAX_VALUE, true, Optional.empty());
    FeatureAssembler trained = fit(inner, TWO, inner);
    assertThat(names(fit(whole, TWO, inner))).isEqualTo(names(trained));
    assertThat(names(fit(whole, TWO, whole))).isNotEqualTo(names(trained));
    FittingPart same = world().part(Long.MAX_VALUE, true, Optional.empty());
    assertThat(names(fit(same, TWO, same)))
        .as("what is held out moves nothing")
        .isEqualTo(names(trained));
  }

  @Test
  void whatIsWrittenIsReadAsItWas() throws Exception {
    FittingPart part = world().part(Long.MAX_VALUE, true, Optional.empty());
    FeatureAssembler assembler = fit(part, TWO, part);
    Path file = folder.resolve("features");
    Path users = folder.resolve("users");
    try (ArrayWriter out = new ArrayWriter(file);
        ArrayWriter perUser = new ArrayWriter(users)) {
      assembler.write(out, perUser, folder.resolve("families"));
    }
    assertThat(Files.size(file)).isPositive();
    // a part that grew since would choose others
    TestWorld grown = world();
    for (int more = 0; more < 9; more++) {
      act(grown, 2, 1);
    }
    try (ArrayReader in = new ArrayReader(file);
        ArrayReader perUser = new ArrayReader(users)) {
      FeatureAssembler read =
          FeatureAssembler.read(
              grown.part(Long.MAX_VALUE, true, Optional.empty()),
              List.of(),
              TestWorld.graphs(part),
              List.of("a"),
              TWO,
              in,
              perUser,
              folder.resolve("families"));
      assertThat(names(read)).isEqualTo(names(assembler));
      assertThat(set(read, 1, 3, 8)).isEqualTo(set(assembler, 1, 3, 8));
    }
  }

  @Test
  void namesThatLookAlikeAreKeptApart() {
    FeatureNames names = new FeatureNames();
    assertThat(names.name("item_is", "genres Sci-Fi")).isEqualTo("item_is_genres_sci_fi");
    assertThat(names.name("item_is", "genres sci fi")).isEqualTo("item_is_genres_sci_fi_2");
    assertThat(names.name("item_is", "genres コメディ")).isEqualTo("item_is_genres");
  }
}
