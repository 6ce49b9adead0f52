package sluice.candidates.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sluice.core.BroughtVectors;
import sluice.core.Dictionary;
import sluice.core.History;
import sluice.core.ItemVectors;
import sluice.core.Request;

class BroughtEmbeddingTest {
  private static final BroughtVectors VECTORS =
      new BroughtVectors(
          new ItemVectors(new float[] {3, 4, 0, 2, 0, 0}, 3, 2),
          Dictionary.of(List.of("anna", "zero")),
          new ItemVectors(new float[] {0, 5, 0, 0}, 2, 2));

  private static float[] query(String similarity, String user, int... items) {
    float[] weights = new float[items.length];
    java.util.Arrays.fill(weights, 1);
    History history = new History(items, new long[items.length], new float[items.length], weights);
    float[] query = {9, 9};
    boolean known =
        new BroughtEmbedding("clip", VECTORS, new BroughtSettings(similarity, 1))
            .query(new Request("r", -1, user, 1, history, Map.of()), query);
    return known ? query : new float[0];
  }

  @Test
  void aUserWithAVectorIsAskedByIt() {
    assertThat(query("dot", "anna", 0)).containsExactly(0, 5);
    assertThat(query("cosine", "anna")).containsExactly(0, 1);
  }

  /** By hand: ½ (0.6, 0.8) + (0, 1) is (0.3, 1.4), of length √2.05. */
  @Test
  void othersAreAskedByTheMeanOfTheirHistory() {
    for (String user : List.of("zero", "nobody")) {
      float[] mean = query("cosine", user, 0, 1);
      assertThat((double) mean[0]).isCloseTo(0.3 / Math.sqrt(2.05), within(1e-6));
      assertThat((double) mean[1]).isCloseTo(1.4 / Math.sqrt(2.05), within(1e-6));
    }
    assertThat(query("cosine", "nobody", 2)).isEmpty();
    assertThat(query("cosine", "nobody")).isEmpty();
  }

  @Test
  void cosineScalesTheItemsAndDotLeavesThem() {
    BroughtEmbedding cosine =
        new BroughtEmbedding("clip", VECTORS, new BroughtSettings("cosine", 1));
    assertThat(cosine.items().data()).containsExactly(0.6f, 0.8f, 0, 1, 0, 0);
    BroughtEmbedding dot = new BroughtEmbedding("clip", VECTORS, new BroughtSettings("dot", 1));
    assertThat(dot.items().data()).containsExactly(3, 4, 0, 2, 0, 0);
  }
}
