package sluice.candidates.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sluice.candidates.Worlds;
import sluice.candidates.text.ItemTermReader;
import sluice.candidates.text.ItemTerms;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.VectorMath;

class ContentEmbeddingTest {
  private static final FittingPart PART = Worlds.part(3, 20, 150, 400);

  /**
   * With as many dimensions as terms nothing is lost: inner products are those of the matrix
   * itself.
   */
  @Test
  void aFullProjectionKeepsEveryInnerProduct() {
    ItemTerms terms = ItemTermReader.read(PART, List.of("title", "genres", "tags"));
    TermMatrix matrix = TermMatrix.of(terms);
    int dimension = terms.size();
    float[] projected = TruncatedSvd.project(matrix, terms, dimension, 42, 2);
    for (int a = 0; a < 40; a++) {
      for (int b = 0; b < 40; b++) {
        double dot = VectorMath.dot(projected, a * dimension, projected, b * dimension, dimension);
        assertThat(dot).isCloseTo(product(matrix, a, b), within(1e-4));
      }
    }
  }

  /**
   * The best rank-1 approximation has the norm of the largest singular value, here by power
   * iteration in double.
   */
  @Test
  void theFirstDirectionIsTheLeadingOne() {
    ItemTerms terms = ItemTermReader.read(PART, List.of("title", "genres", "tags"));
    TermMatrix matrix = TermMatrix.of(terms);
    double[] v = new double[matrix.rows()];
    Arrays.fill(v, 1);
    double value = 0;
    for (int round = 0; round < 500; round++) {
      double[] next = new double[v.length];
      for (int a = 0; a < v.length; a++) {
        for (int b = 0; b < v.length; b++) {
          next[a] += product(matrix, a, b) * v[b];
        }
      }
      value = Math.sqrt(Arrays.stream(next).map(x -> x * x).sum());
      for (int a = 0; a < v.length; a++) {
        v[a] = next[a] / value;
      }
      if (round > 30) {
        break;
      }
    }
    float[] projected = TruncatedSvd.project(matrix, terms, 8, 42, 1);
    double[][] gram = new double[8][8];
    double largest = 0;
    double[] w = new double[8];
    Arrays.fill(w, 1);
    for (int row = 0; row < matrix.rows(); row++) {
      for (int i = 0; i < 8; i++) {
        for (int k = 0; k < 8; k++) {
          gram[i][k] += projected[row * 8 + i] * projected[row * 8 + k];
        }
      }
    }
    for (int round = 0; round < 200; round++) {
      double[] next = new double[8];
      for (int i = 0; i < 8; i++) {
        for (int k = 0; k < 8; k++) {
          next[i] += gram[i][k] * w[k];
        }
      }
      largest = Math.sqrt(Arrays.stream(next).map(x -> x * x).sum());
      for (int i = 0; i < 8; i++) {
        w[i] = next[i] / largest;
      }
    }
    assertThat(largest).isCloseTo(value, within(1e-3 * value));
  }

  @Test
  void threadsChangeNoBit() {
    ContentSettings settings = new ContentSettings(16, List.of(), 20);
    float[] one = ContentEmbedding.fit(PART, settings, 42, 1).items().data();
    float[] two =
        ContentEmbedding.fit(Worlds.part(3, 20, 150, 400), settings, 42, 2).items().data();
    assertThat(Arrays.equals(one, two)).isTrue();
  }

  @Test
  void aHistoryOfOneItemPointsAtThatItem() {
    ContentEmbedding content = ContentEmbedding.fit(PART, ContentSettings.DEFAULT, 42, 2);
    assertThat(content.fields()).containsExactly("title", "genres", "tags");
    float[] query = new float[content.items().dimension()];
    History one = new History(new int[] {7}, new long[1], new float[1], new float[] {2f});
    assertThat(content.query(Worlds.request(PART, 0, one), query)).isTrue();
    float cosine =
        VectorMath.dot(query, 0, content.items().data(), content.items().offset(7), query.length);
    assertThat((double) cosine).isCloseTo(1, within(1e-5));
    assertThat(content.query(Worlds.request(PART, 0, History.EMPTY), query)).isFalse();
    assertThat(query).containsOnly(0f);
  }

  @Test
  void itemsWithoutWordsHaveNoVectors() {
    FittingPart bare =
        new FittingPart(
            PART.users(),
            PART.catalogue(),
            PART.interactions(),
            PART.histories(),
            sluice.core.EntityTable.undated(150, Map.of()),
            PART.userTable(),
            sluice.core.Tags.none(),
            PART.impressions(),
            PART.asOf(),
            true);
    ContentEmbedding content = ContentEmbedding.fit(bare, ContentSettings.DEFAULT, 42, 2);
    assertThat(content.items().data()).containsOnly(0f);
    assertThat(content.query(Worlds.requests(bare).get(0), new float[64])).isFalse();
  }

  private static double product(TermMatrix m, int a, int b) {
    double sum = 0;
    for (int i = m.start(a); i < m.start(a + 1); i++) {
      for (int k = m.start(b); k < m.start(b + 1); k++) {
        sum += m.column(i) == m.column(k) ? (double) m.value(i) * m.value(k) : 0;
      }
    }
    return sum;
  }
}
