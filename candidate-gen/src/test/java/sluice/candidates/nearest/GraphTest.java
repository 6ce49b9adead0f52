package sluice.candidates.nearest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.candidates.Sources;
import sluice.candidates.Worlds;
import sluice.core.CandidateSource;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.core.ItemVectors;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.VectorMath;

class GraphTest {
  @Test
  void whereFiltersLeaveFewTheScanFills() {
    FittingPart part = Worlds.part(11, 40, 400, 3000);
    // M and ef so small that the walk alone misses much.
    CandidateSource graph =
        Sources.fit(part, 2, Map.of("type", "hnsw", "M", 2, "efConstruction", 2, "ef", 1));
    CandidateSource exact = Sources.fit(part, 1, Map.of("type", "vector", "index", "exact"));
    for (Request request : Worlds.requests(part)) {
      TieBreak ties = TieBreak.of(42, request, part.catalogue());
      RankedItems a = graph.retrieve(request, i -> i % 30 == 0, ties, 20);
      RankedItems b = exact.retrieve(request, i -> i % 30 == 0, ties, 20);
      assertThat(a.items()).isEqualTo(b.items());
      assertThat(a.scores()).isEqualTo(b.scores());
    }
  }

  @Test
  void whatTheWalkFindsStandsAndWhatItMissesIsMeasured() {
    FittingPart part = Worlds.part(11, 40, 400, 3000);
    CandidateSource poor =
        Sources.fit(part, 1, Map.of("type", "hnsw", "M", 2, "efConstruction", 2, "ef", 1));
    CandidateSource rich = Sources.fit(part, 1, Map.of("type", "hnsw", "ef", 400));
    CandidateSource exact = Sources.fit(part, 1, Map.of("type", "vector", "index", "exact"));
    assertThat(differing(part, poor, exact)).isPositive();
    assertThat(differing(part, rich, exact)).isZero();
    GraphRecall missed = GraphRecall.measure((GraphSource) poor, part, 20, 42);
    assertThat(missed.mean()).isBetween(0.1, 0.99);
    assertThat(missed.worst()).isLessThan(missed.mean());
    GraphRecall all = GraphRecall.measure((GraphSource) rich, part, 20, 42);
    assertThat(all.queries()).isEqualTo(missed.queries()).isGreaterThan(20);
    assertThat(all.mean()).isEqualTo(1);
    assertThat(all.worst()).isEqualTo(1);
  }

  private static int differing(FittingPart part, CandidateSource a, CandidateSource b) {
    int differing = 0;
    for (Request request : Worlds.requests(part)) {
      TieBreak ties = TieBreak.of(42, request, part.catalogue());
      int[] one = a.retrieve(request, i -> i % 3 != 0, ties, 20).items();
      int[] two = b.retrieve(request, i -> i % 3 != 0, ties, 20).items();
      differing += Arrays.equals(one, two) ? 0 : 1;
    }
    return differing;
  }

  @ParameterizedTest
  @CsvSource({"HNSWLIB, PRODUCT", "HNSWLIB, LIFTED", "LUCENE, PRODUCT", "LUCENE, LIFTED"})
  void aWalkFindsAlmostAllUnderAFilter(GraphSettings.Engine engine, GraphMetric linking) {
    int size = 3000;
    int dimension = 20;
    SplittableRandom random = new SplittableRandom(5);
    float[] data = new float[size * dimension];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian();
    }
    NonZeroVectors vectors = NonZeroVectors.of(new ItemVectors(data, size, dimension));
    GraphSettings settings = new GraphSettings(16, 100, 200, engine);
    FlatGraph graph =
        engine == GraphSettings.Engine.HNSWLIB
            ? HnswlibGraph.build(vectors, settings, linking, 42)
            : LuceneGraph.build(vectors, settings, linking, 42);
    Catalogue catalogue =
        Catalogue.always(
            Dictionary.of(
                java.util.stream.IntStream.range(0, size).mapToObj(i -> "i" + i).toList()));
    ExactScan scan = new ExactScan(vectors);
    double found = 0;
    for (int q = 0; q < 50; q++) {
      float[] query = new float[dimension];
      for (int f = 0; f < dimension; f++) {
        query[f] = (float) random.nextGaussian();
      }
      TieBreak ties = new TieBreak(q, catalogue);
      RankedItems exact = scan.search(query, i -> i % 4 == 0, ties, 50);
      RankedItems walked = graph.search(query, i -> i % 4 == 0, ties, 50, 200);
      assertThat(walked.size()).isEqualTo(50);
      for (int item : exact.items()) {
        for (int other : walked.items()) {
          found += item == other ? 1 : 0;
        }
      }
    }
    assertThat(found / (50 * 50)).isGreaterThan(linking == GraphMetric.PRODUCT ? 0.95 : 0.8);
  }

  @Test
  void aFewLongVectorsMakeLiftedTheLikelyLinking() {
    SplittableRandom random = new SplittableRandom(9);
    float[] data = new float[1000 * 8];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian();
    }
    assertThat(likely(data)).isEqualTo(GraphMetric.PRODUCT);
    for (int i = 0; i < 100 * 8; i++) {
      data[i] *= 20;
    }
    assertThat(likely(data)).isEqualTo(GraphMetric.LIFTED);
    assertThat(likely(new float[0])).isEqualTo(GraphMetric.PRODUCT);
  }

  private static GraphMetric likely(float[] data) {
    return GraphMetric.likely(NonZeroVectors.of(new ItemVectors(data, data.length / 8, 8)));
  }

  @Test
  void theScanIsTheSortOfAllProducts() {
    SplittableRandom random = new SplittableRandom(6);
    for (int dimension : new int[] {1, 7, 8, 19, 64}) {
      int size = 300 + dimension;
      float[] data = new float[size * dimension];
      for (int i = 0; i < data.length; i++) {
        data[i] = (float) random.nextGaussian();
      }
      float[] query = new float[dimension];
      Arrays.fill(query, 0.3f);
      int[] items = new int[size];
      float[] scores = new float[size];
      for (int i = 0; i < size; i++) {
        items[i] = i;
        scores[i] = VectorMath.dot(query, 0, data, i * dimension, dimension);
      }
      Catalogue catalogue =
          Catalogue.always(
              Dictionary.of(
                  java.util.stream.IntStream.range(0, size).mapToObj(i -> "i" + i).toList()));
      TieBreak ties = new TieBreak(1, catalogue);
      RankedItems sorted = RankedItems.sort(items, scores, size, ties);
      NonZeroVectors vectors = NonZeroVectors.of(new ItemVectors(data, size, dimension));
      RankedItems found = new ExactScan(vectors).search(query, i -> true, ties, size);
      assertThat(found.items()).isEqualTo(sorted.items());
      for (int i = 0; i < size; i++) {
        assertThat(found.score(i)).isEqualTo(sorted.score(i));
      }
    }
  }
}
