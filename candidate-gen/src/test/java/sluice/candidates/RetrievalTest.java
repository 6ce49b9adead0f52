package sluice.candidates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.candidates.source.RandomSource;
import sluice.core.CandidateSource;
import sluice.core.Candidates;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.Progress;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.UserError;

class RetrievalTest {
  @TempDir Path folder;

  private Retrieval fit(FittingPart part, int threads) {
    return Retrieval.fit(part, RetrievalSettings.defaults(), 42, threads, folder, Progress.SILENT);
  }

  private static List<RankedItems> lists(
      Retrieval retrieval, Request request, IntPredicate eligible, TieBreak ties) {
    return retrieval.sources().stream()
        .map(s -> s.retrieve(request, eligible, ties, retrieval.n(s)))
        .toList();
  }

  @Test
  void theDefaultSourcesAreFittedInTheirOrder() {
    Retrieval retrieval = fit(Worlds.part(1, 30, 80, 700), 2);
    assertThat(retrieval.sources().stream().map(CandidateSource::name))
        .containsExactly(
            "popularity",
            "lucene",
            "hnsw-ials",
            "hnsw-content",
            "ease",
            "item-knn",
            "transitions",
            "co-visitation");
    assertThat(retrieval.sources().stream().map(retrieval::n))
        .containsExactly(200, 400, 400, 200, 400, 300, 300, 300);
    assertThat(retrieval.embeddings().stream().map(Embedding::name))
        .containsExactly("ials", "content");
    assertThat(retrieval.sections().stream().map(s -> s.id()))
        .containsExactly("embeddings", "graphs");
  }

  @Test
  void candidatesKnowWhereTheyCameFrom() {
    FittingPart part = Worlds.part(1, 30, 80, 700);
    Retrieval retrieval = fit(part, 2);
    Eligibility eligibility = Eligibility.of(part, true);
    for (Request request : Worlds.requests(part)) {
      IntPredicate eligible = eligibility.forRequest(request);
      TieBreak ties = TieBreak.of(42, request, part.catalogue());
      List<RankedItems> lists = lists(retrieval, request, eligible, ties);
      Candidates candidates = retrieval.fuse(request, lists, ties);
      assertThat(candidates.fused().items()).doesNotHaveDuplicates();
      for (int s = 0; s < lists.size(); s++) {
        RankedItems list = lists.get(s);
        assertThat(candidates.retrieved(s)).isEqualTo(list.size());
        int here = 0;
        for (int c = 0; c < candidates.size(); c++) {
          int rank = candidates.rank(s, c);
          if (rank > 0) {
            assertThat(list.item(rank - 1)).isEqualTo(candidates.item(c));
            assertThat(candidates.score(s, c)).isEqualTo(list.score(rank - 1));
            here++;
          } else {
            assertThat(candidates.score(s, c)).isNaN();
          }
        }
        assertThat(here).isEqualTo(list.size());
      }
    }
  }

  @Test
  void equalPartsGiveEqualVectorsAndCandidates() {
    Retrieval one = fit(Worlds.part(9, 40, 120, 1500), 1);
    FittingPart part = Worlds.part(9, 40, 120, 1500);
    Retrieval two = fit(part, 2);
    for (int e = 0; e < 2; e++) {
      float[] a = one.embeddings().get(e).items().data();
      assertThat(Arrays.equals(a, two.embeddings().get(e).items().data())).isTrue();
    }
    for (Request request : Worlds.requests(part)) {
      TieBreak ties = TieBreak.of(42, request, part.catalogue());
      RankedItems a = one.fuse(request, lists(one, request, item -> true, ties), ties).fused();
      RankedItems b = two.fuse(request, lists(two, request, item -> true, ties), ties).fused();
      CandidateSourceContract.assertSame(a, b);
    }
  }

  @Test
  void aConstantScorerRanksLikeRandom() {
    // Without an interaction popularity scores every item 0.
    FittingPart part = Worlds.part(2, 5, 60, 0);
    CandidateSource popularity = Sources.fit(part, 1, Map.of("type", "popularity"));
    for (Request request : Worlds.requests(part)) {
      TieBreak ties = TieBreak.of(42, request, part.catalogue());
      CandidateSourceContract.assertSame(
          popularity.retrieve(request, item -> true, ties, 60),
          new RandomSource(part.catalogue()).retrieve(request, item -> true, ties, 60));
    }
  }

  @Test
  void seenItemsAreLeftOutAndAPredicateDoesNotOutliveItsRequest() {
    FittingPart part = Worlds.part(2, 5, 60, 100);
    Eligibility eligibility = Eligibility.of(part, true);
    Request first = Worlds.requests(part).get(0);
    IntPredicate eligible = eligibility.forRequest(first);
    History history = first.history();
    for (int i = 0; i < history.size(); i++) {
      assertThat(eligible.test(history.item(i))).isFalse();
    }
    assertThat(eligible.test(59)).isTrue();
    IntPredicate unused = eligibility.forRequest(Worlds.requests(part).get(1));
    assertThat(unused).isNotNull();
    assertThatThrownBy(() -> eligible.test(1)).isInstanceOf(IllegalStateException.class);
    IntPredicate all = Eligibility.of(part, false).forRequest(first);
    assertThat(all.test(history.item(0))).isTrue();
  }

  @Test
  void aFieldTheDataLacksIsRefusedByName() {
    FittingPart part = Worlds.part(2, 5, 60, 100);
    assertThatThrownBy(
            () -> Sources.fit(part, 1, Map.of("type", "lucene", "fields", List.of("titel"))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("config.yaml:1: candidates.sources")
        .hasMessageContaining("titel")
        .hasMessageContaining("did you mean title?")
        .hasMessageContaining("title, genres, tags");
    assertThatThrownBy(
            () -> Sources.fit(part, 1, Map.of("type", "lucene", "fields", List.of("year"))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("numbers");
  }
}
