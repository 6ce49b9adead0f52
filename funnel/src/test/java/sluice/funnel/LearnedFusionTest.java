package sluice.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sluice.candidates.fusion.Fusion;
import sluice.candidates.fusion.FusionSettings;
import sluice.candidates.fusion.FusionWeights;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.History;
import sluice.core.JudgedRequest;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.YamlFile;

class LearnedFusionTest {
  private static final int ITEMS = 60;
  private static final Catalogue CATALOGUE =
      Catalogue.always(Dictionary.of(IntStream.range(0, ITEMS).mapToObj(i -> "item" + i).toList()));
  private static final TieBreak TIES = new TieBreak(1, CATALOGUE);
  private static final List<String> SOURCES = List.of("noise", "good");

  private static JudgedRequest judged(int number, int... relevant) {
    float[] ones = new float[relevant.length];
    Arrays.fill(ones, 1);
    return new JudgedRequest(
        new Request("q" + number, 0, "u", 5, History.EMPTY, Map.of()),
        relevant,
        Arrays.stream(relevant).mapToObj(i -> "item" + i).toArray(String[]::new),
        ones,
        new float[relevant.length]);
  }

  private static RankedItems list(int... items) {
    float[] scores = new float[items.length];
    for (int i = 0; i < items.length; i++) {
      scores[i] = items.length - i;
    }
    return new RankedItems(items, scores);
  }

  /** The good source has the relevant item among its first three, the other one anywhere. */
  private static List<FusionExample> examples(int n, long seed) {
    Random random = new Random(seed);
    List<FusionExample> made = new ArrayList<>();
    for (int e = 0; e < n; e++) {
      int relevant = random.nextInt(ITEMS);
      int[] noise = shuffled(random);
      int[] good = shuffled(random);
      int at = IntStream.range(0, ITEMS).filter(i -> good[i] == relevant).findFirst().orElseThrow();
      int to = random.nextInt(3);
      good[at] = good[to];
      good[to] = relevant;
      made.add(
          new FusionExample(
              judged(e, relevant),
              List.of(list(Arrays.copyOf(noise, 30)), list(Arrays.copyOf(good, 30))),
              TIES));
    }
    return made;
  }

  private static int[] shuffled(Random random) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, ITEMS).boxed().toList());
    java.util.Collections.shuffle(all, random);
    return all.stream().mapToInt(i -> i).toArray();
  }

  @Test
  void aSourceThatKnowsOutweighsNoise() {
    FusionWeights weights = LearnedFusion.fit(examples(200, 1), SOURCES, 7).orElseThrow();
    FusionSettings settings = FusionSettings.read(YamlFile.parse("{type: auto}", "config.yaml"));
    List<FusionExample> others = examples(200, 2);
    double learned =
        FusionQuality.of(new Fusion(settings, weights, CATALOGUE), others, ITEMS, 2).ndcg();
    double equal =
        FusionQuality.of(
                new Fusion(settings, settings.weightsOf(SOURCES), CATALOGUE), others, ITEMS, 2)
            .ndcg();
    double good = FusionQuality.of(e -> e.lists().get(1), others, ITEMS, 2).ndcg();
    assertThat(learned).isGreaterThan(equal + 0.1).isGreaterThan(good - 0.02);
    assertThat(LearnedFusion.fit(examples(200, 1), SOURCES, 7)).contains(weights);
  }

  @Test
  void nothingIsLearnedWithoutARelevantItem() {
    FusionExample missed = new FusionExample(judged(1, 59), List.of(list(1), list(2)), TIES);
    assertThat(LearnedFusion.fit(List.of(missed), SOURCES, 7)).isEmpty();
  }

  /** By hand: found at rank 2 of two relevant items: 0.63093 / (1 + 0.63093), and half of them. */
  @Test
  void qualityByHand() {
    FusionExample example = new FusionExample(judged(1, 4, 9), List.of(list(3, 4)), TIES);
    FusionQuality quality = FusionQuality.of(e -> e.lists().getFirst(), List.of(example), ITEMS, 1);
    assertThat(quality.ndcg()).isCloseTo(0.6309298 / 1.6309298, within(1e-6));
    assertThat(quality.recall()).isEqualTo(0.5);
    assertThat(quality.against(new FusionQuality(quality.ndcg() / 2, 0.5)))
        .isCloseTo(3, within(1e-9));
  }
}
