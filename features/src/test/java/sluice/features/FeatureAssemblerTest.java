package sluice.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

class FeatureAssemblerTest {
  private static final long CUT = TestWorld.START + 80 * TestWorld.DAY;
  @TempDir Path folder;

  private FeatureAssembler fit(FittingPart part, int threads) {
    return FeatureAssembler.fit(
        part,
        part,
        part,
        List.of(TestWorld.embedding(part.catalogue().size(), 20, 5)),
        TestWorld.graphs(part),
        List.of("a", "b"),
        FeatureSettings.DEFAULT,
        folder.resolve("tables" + threads),
        threads,
        Progress.SILENT);
  }

  private static float[] assemble(FeatureAssembler assembler, Candidates candidates) {
    FeatureMatrix out = new FeatureMatrix(assembler.schema(), 1);
    assembler.assemble(candidates, out, assembler.newScratch());
    return Arrays.copyOf(out.data(), out.rows() * out.columns());
  }

  @Test
  void threadsChangeNoBitOfTablesGraphsOrRows() throws Exception {
    FittingPart part = TestWorld.random(1, 60, 80, 4000, 90).part(CUT, true, Optional.of(folder));
    FeatureAssembler one = fit(part, 1);
    FeatureAssembler three = fit(part, 3);
    for (String file : sluice.features.tables.FeatureTables.files()) {
      assertThat(Files.readAllBytes(folder.resolve("tables3").resolve(file)))
          .as(file)
          .isEqualTo(Files.readAllBytes(folder.resolve("tables1").resolve(file)));
    }
    assertThat(folder.resolve("tables1").resolve(".feature-tables")).doesNotExist();
    for (int u = 0; u < 20; u++) {
      Candidates candidates =
          TestWorld.candidates(part, TestWorld.request(part, u, CUT - u * TestWorld.DAY), 50, 3);
      assertThat(bits(assemble(three, candidates))).isEqualTo(bits(assemble(one, candidates)));
    }
  }

  @Test
  void scratchLeavesNothingBehind() {
    FittingPart part = TestWorld.random(2, 60, 80, 4000, 90).part(CUT, true, Optional.of(folder));
    FeatureAssembler assembler = fit(part, 2);
    FeatureAssembler.Scratch used = assembler.newScratch();
    FeatureMatrix out = new FeatureMatrix(assembler.schema(), 1);
    for (int u = 0; u < 20; u++) {
      Candidates candidates =
          TestWorld.candidates(part, TestWorld.request(part, u, CUT), 10 + 3 * u, 4);
      assembler.assemble(candidates, out, used);
      assertThat(bits(Arrays.copyOf(out.data(), out.rows() * out.columns())))
          .isEqualTo(bits(assemble(assembler, candidates)));
    }
  }

  @Test
  void orderOfCandidatesOnlyOrdersTheRows() {
    FittingPart part = TestWorld.random(3, 60, 80, 4000, 90).part(CUT, true, Optional.of(folder));
    FeatureAssembler assembler = fit(part, 2);
    Request request = TestWorld.request(part, 4, CUT);
    Candidates forward = TestWorld.candidates(part, request, 60, 9);
    int n = forward.size();
    int[] items = new int[n];
    float[] fused = new float[n];
    int[][] ranks = new int[2][n];
    float[][] scores = new float[2][n];
    for (int c = 0; c < n; c++) {
      int from = (c * 7 + 3) % n;
      items[c] = forward.item(from);
      fused[c] = forward.fused().score(from);
      for (int s = 0; s < 2; s++) {
        ranks[s][c] = forward.rank(s, from);
        scores[s][c] = forward.score(s, from);
      }
    }
    assertThat(n % 7).isNotZero();
    float[] expected = assemble(assembler, forward);
    float[] permuted =
        assemble(
            assembler,
            new Candidates(
                request,
                List.of("a", "b"),
                new RankedItems(items, fused),
                ranks,
                scores,
                new int[] {n, n}));
    int width = assembler.schema().size();
    for (int c = 0; c < n; c++) {
      int from = (c * 7 + 3) % n;
      assertThat(bits(Arrays.copyOfRange(permuted, c * width, (c + 1) * width)))
          .isEqualTo(bits(Arrays.copyOfRange(expected, from * width, (from + 1) * width)));
    }
  }

  @Test
  void whatNothingIsKnownOfHasTheDeclaredDefaults() {
    TestWorld world = TestWorld.random(4, 30, 40, 500, 90);
    world.acts.removeIf(a -> a.item() == 39);
    world.shown.removeIf(a -> a.item() == 39);
    world.tags.removeIf(a -> a.item() == 39);
    FittingPart part = world.part(CUT, true, Optional.of(folder));
    FeatureAssembler assembler = fit(part, 1);
    Request cold = new Request("x", -1, "new", CUT, History.EMPTY, Map.of());
    Candidates candidates =
        new Candidates(
            cold,
            List.of("a", "b"),
            new RankedItems(new int[] {39, 1}, new float[] {2, 1}),
            new int[][] {{0, 1}, {0, 0}},
            new float[][] {{Float.NaN, 3}, {Float.NaN, Float.NaN}},
            new int[] {1, 0});
    float[] rows = assemble(assembler, candidates);
    List<Feature> features = assembler.schema().features();
    for (int j = 0; j < features.size(); j++) {
      Feature f = features.get(j);
      boolean facts =
          f.group().equals("context")
              || f.group().equals("item attributes")
              || f.name().startsWith("fused")
              || f.name().endsWith("_quantile");
      if (!facts) {
        assertThat(rows[j]).as(f.name()).isEqualTo((Float) f.defaultValue());
      }
      for (int c = 0; c < 2; c++) {
        if (!Float.isNaN(f.defaultValue())) {
          assertThat(rows[c * features.size() + j]).as(f.name()).isFinite();
        }
      }
    }
  }

  @Test
  void untimedPartsHaveNoFeaturesOfTime() {
    FittingPart part =
        TestWorld.random(5, 30, 40, 500, 90).part(Long.MAX_VALUE, false, Optional.empty());
    FeatureAssembler assembler = fit(part, 1);
    assertThat(assembler.schema().features())
        .extracting(Feature::name)
        .noneMatch(n -> n.matches(".*(_\\d+d|days|hour|weekday|trend).*"))
        .contains("item_count_all", "cooc_sum", "transition_sum", "cat_genres_affinity");
    assertThat(assembler.section().toString()).contains("are off");
    assertThat(assemble(assembler, TestWorld.candidates(part, TestWorld.request(part, 1, 0), 5, 1)))
        .isNotEmpty();
  }

  @Test
  void strangersAreRefused() {
    FittingPart part = TestWorld.random(6, 30, 40, 500, 90).part(CUT, true, Optional.empty());
    FeatureAssembler assembler = fit(part, 1);
    Candidates other =
        new Candidates(
            TestWorld.request(part, 1, CUT),
            List.of("z"),
            RankedItems.EMPTY,
            new int[1][0],
            new float[1][0],
            new int[1]);
    FeatureMatrix out = new FeatureMatrix(assembler.schema(), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assembler.assemble(other, out, assembler.newScratch()))
        .withMessageContaining("sources [z]");
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }
}
