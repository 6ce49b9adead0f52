package sluice.pipeline.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.core.Fold;
import sluice.core.JudgedRequest;
import sluice.core.Request;
import sluice.ingestion.Relevance;
import sluice.ingestion.split.Dataset;
import sluice.ingestion.split.Protocol;
import sluice.ingestion.split.SeenPolicy;
import sluice.ingestion.split.Split;
import sluice.ingestion.split.Splitter;
import sluice.pipeline.config.PipelineConfig;

/**
 * Contract 1 for the whole funnel: whatever is planted in the held-out part leaves every fitted
 * thing and every feature as it was, to the bit; and the same check notices a composition that lets
 * any one component see it. See docs/concepts/no-peeking.md.
 */
class NoPeekingTest {
  private static final Relevance RULE =
      new Relevance(List.of("view", "like"), Optional.empty(), Relevance.Grade.ONE);
  private static final Protocol BY_DATE =
      new Protocol.GlobalTemporal(OptionalLong.of(NoPeekingWorld.CUTOFF), 0.2);
  private static final Protocol BY_USER = new Protocol.PerUserTemporal(0.2);
  private static final Protocol GIVEN = new Protocol.Given(Optional.of(true), 0.2);
  private static final NoPeekingWorld WORLD = NoPeekingWorld.random(7);

  /** What the labels of the inner holdout choose on purpose is given: ials, forgetting, fusion. */
  private static final PipelineConfig CONFIG =
      PipelineConfig.read(
          Optional.empty(),
          List.of(
              "threads=2",
              "ranking.training.negatives=popularity",
              "candidates.ials={factors: 16, alpha: 3, regularization: 0.01}",
              "candidates.fusion.type=reciprocal-rank",
              "candidates.fusion.n=60",
              "candidates.sources.4.forgetting=0.5",
              "candidates.sources.5.forgetting=0.5",
              "candidates.sources.6.forgetting=0.5",
              "candidates.sources.7.forgetting=0.5",
              "candidates.compare=[trending, segment-popularity]"));

  @TempDir private Path folder;

  /** How a funnel is composed: the right way, or by a saboteur. */
  private interface Composition {
    NoPeekingFunnel of(Dataset data, Split split, PipelineConfig config, Path work);
  }

  /** Two worlds that differ in what is held out alone, and the requests both have. */
  private final class Pair {
    private final Dataset[] data = new Dataset[2];
    private final Split[] splits = new Split[2];
    private final List<List<Request>> inner;
    private final List<List<Request>> test;

    Pair(NoPeekingWorld world, NoPeekingWorld planted, Protocol protocol) {
      for (int i = 0; i < 2; i++) {
        data[i] = (i == 0 ? world : planted).dataset(folder.resolve("data" + i));
        splits[i] = Splitter.split(data[i], protocol, SeenPolicy.AUTO, RULE, CONFIG.seed());
      }
      assertThat(splits[1].excludeSeen()).isEqualTo(splits[0].excludeSeen());
      this.inner = shared(fold -> Stream.of(fold.train(), fold.tune()).flatMap(List::stream));
      this.test = shared(fold -> fold.test().stream());
    }

    private List<List<Request>> shared(Function<Fold, Stream<JudgedRequest>> side) {
      List<Map<String, Request>> both = new ArrayList<>();
      for (Split split : splits) {
        both.add(
            side.apply(split.folds().getFirst())
                .map(JudgedRequest::request)
                .collect(
                    Collectors.toMap(
                        r -> r.userId() + "@" + r.time(),
                        r -> r,
                        (a, b) -> a,
                        LinkedHashMap::new)));
      }
      List<String> keys =
          both.get(0).keySet().stream().filter(both.get(1)::containsKey).sorted().toList();
      assertThat(keys).as("requests that both worlds have").hasSizeGreaterThan(20);
      return both.stream().map(m -> keys.stream().map(m::get).toList()).toList();
    }

    /** Returns the names of the components that differ. */
    List<String> moved(Composition composition, Predicate<String> wanted) {
      List<Map<String, String>> prints = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        NoPeekingFunnel funnel =
            composition.of(data[i], splits[i], CONFIG, folder.resolve("work" + i));
        prints.add(NoPeekingPrint.of(funnel, inner.get(i), test.get(i), wanted));
      }
      assertThat(prints.get(1).keySet()).isEqualTo(prints.get(0).keySet()).isNotEmpty();
      return prints.get(0).keySet().stream()
          .filter(name -> !prints.get(0).get(name).equals(prints.get(1).get(name)))
          .toList();
    }
  }

  private Pair pair(Protocol protocol) {
    NoPeekingWorld world = WORLD.copy();
    world.given = protocol instanceof Protocol.Given;
    NoPeekingWorld planted =
        protocol.equals(BY_USER)
            ? world.plantedAtTheEndOfEachUser()
            : world.plantedAfterTheCutoff();
    return new Pair(world, planted, protocol);
  }

  /** The labels of the ranker's rows differ, and nothing that is held out of both. */
  private Pair innerPair() {
    long innerCutoff =
        Splitter.split(WORLD.dataset(folder), BY_DATE, SeenPolicy.AUTO, RULE, CONFIG.seed())
            .folds()
            .getFirst()
            .inner()
            .asOf();
    return new Pair(WORLD, WORLD.plantedInTheInnerHoldout(innerCutoff), BY_DATE);
  }

  private void nothingMoves(Protocol protocol) {
    Pair pair = pair(protocol);
    assertThat(pair.splits[1].folds().getFirst().test().size())
        .as("the change is seen where it should be")
        .isNotEqualTo(pair.splits[0].folds().getFirst().test().size());
    assertThat(pair.moved(NoPeekingFunnel::new, name -> true))
        .as("components that moved when the held-out part changed")
        .isEmpty();
  }

  @Test
  void nothingMovesWhereOneDateParts() {
    nothingMoves(BY_DATE);
  }

  @Test
  void nothingMovesWhereEachUsersEndIsHeldOut() {
    nothingMoves(BY_USER);
  }

  @Test
  void nothingMovesWhereALaterTestFileIsGiven() {
    nothingMoves(GIVEN);
  }

  @Test
  void nothingInnerMovesWithTheLabels() {
    Pair pair = innerPair();
    assertThat(pair.moved(NoPeekingFunnel::new, name -> name.startsWith("inner.")))
        .as("inner components that moved when the inner holdout changed")
        .isEmpty();
    assertThat(pair.moved(NoPeekingFunnel::new, "labels.train"::equals))
        .as("the change is seen where it should be")
        .isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theCheckNotices(NoPeekingSaboteur saboteur) {
    Pair pair =
        switch (saboteur) {
          case COUNTS, TAGS -> pair(BY_USER);
          case INNER_SPLIT -> innerPair();
          default -> pair(BY_DATE);
        };
    List<String> moves = saboteur.moves();
    assertThat(pair.moved(NoPeekingFunnel::new, moves::contains))
        .as("the right composition")
        .isEmpty();
    assertThat(pair.moved(saboteur::funnel, moves::contains))
        .as("broken on purpose: " + saboteur)
        .containsExactlyInAnyOrderElementsOf(moves);
  }
}
