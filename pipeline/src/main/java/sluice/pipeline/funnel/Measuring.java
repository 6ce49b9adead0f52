package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;
import sluice.candidates.Retrieval;
import sluice.candidates.source.PopularitySource;
import sluice.candidates.source.RandomSource;
import sluice.core.CandidateSource;
import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.JudgedRequest;
import sluice.core.Parallel;
import sluice.core.RankedItems;
import sluice.core.Ranker;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.UserError;
import sluice.evaluation.Run;
import sluice.evaluation.Stage;
import sluice.features.FeatureAssembler;
import sluice.funnel.FittedFunnel;
import sluice.funnel.Funnel;
import sluice.pipeline.config.PipelineConfig;
import sluice.ranking.rerank.Slate;

/**
 * Sends every test request through the funnel and keeps the list of every system.
 *
 * <p>Requests run on all threads; each writes only its own places, so that threads change nothing.
 * The time each system took is summed over requests and told as a mean.
 */
final class Measuring {
  /** The ranker that keeps fusion's order: always there, and what is served where no other is. */
  static final String BASELINE = "retrieval-order";

  private final FittedFunnel funnel;
  private final List<JudgedRequest> requests;
  private final List<Ranker> rankers;
  private final PipelineConfig config;
  private final Optional<Oracle> oracle;
  private final Map<String, SystemLists> systems = new LinkedHashMap<>();
  private final ShiftSample shift;
  private final RandomSource random;
  private final Slate slate;
  private final PopularitySource popularity;
  private final String served;

  /** The lists one system made, one a request, with the time it took. */
  static final class SystemLists {
    final String name;
    final Stage stage;
    final int length;
    final boolean repeatable;
    final int[][] items;
    final float[][] scores;
    final LongAdder nanos = new LongAdder();

    SystemLists(String name, Stage stage, int length, boolean repeatable, int requests) {
      this.name = name;
      this.stage = stage;
      this.length = length;
      this.repeatable = repeatable;
      this.items = new int[requests][];
      this.scores = new float[requests][];
    }

    void put(int request, RankedItems list, long started) {
      nanos.add(System.nanoTime() - started);
      RankedItems cut = list.first(length);
      items[request] = cut.items();
      scores[request] = cut.scores();
    }

    Run run() {
      Run run = Run.of(name, stage, length, items);
      return repeatable ? run : run.notRepeatable();
    }
  }

  /** One thread's memory. */
  private static final class Scratch {
    final FeatureAssembler.Scratch assembling;
    final FeatureMatrix features;
    float[] scores = new float[0];

    Scratch(FeatureAssembler assembler) {
      assembling = assembler.newScratch();
      features = new FeatureMatrix(assembler.schema(), 512);
    }
  }

  Measuring(
      FittedFunnel funnel,
      List<JudgedRequest> requests,
      List<Ranker> rankers,
      PipelineConfig config,
      Optional<Oracle> oracle) {
    this.funnel = funnel;
    this.requests = requests;
    this.rankers = rankers;
    this.config = config;
    this.oracle = oracle;
    this.shift = new ShiftSample(funnel.assembler().schema(), requests.size(), config.seed());
    this.slate = new Slate(List.of(), config.slateSize());
    this.popularity = Funnel.popularity(funnel.part(), config.slateSize());
    this.served =
        rankers.stream().anyMatch(r -> r.name().equals(config.served()))
            ? config.served()
            : BASELINE;
    this.random = new RandomSource(funnel.part().catalogue());
    int fused = config.candidates().fusion().n();
    for (CandidateSource s : both(funnel.retrieval())) {
      add(s.name(), Stage.RETRIEVAL, funnel.retrieval().n(s), s.repeatable());
    }
    boolean repeatable =
        funnel.retrieval().sources().stream().allMatch(CandidateSource::repeatable);
    add("fusion", Stage.FUSION, fused, repeatable);
    for (Ranker r : rankers) {
      add(r.name(), Stage.RANKING, fused, repeatable);
    }
    add("slate", Stage.RERANKING, config.slateSize(), repeatable);
    add("random", Stage.REFERENCE, fused, true);
    oracle.ifPresent(o -> add("oracle", Stage.REFERENCE, fused, true));
  }

  private void add(String name, Stage stage, int length, boolean repeatable) {
    SystemLists lists = new SystemLists(name, stage, length, repeatable, requests.size());
    if (systems.put(name, lists) != null) {
      throw new UserError(
          "two systems are called " + name + "; give the candidate source or ranker another name:");
    }
  }

  /** Runs all requests. */
  void run() {
    Parallel.run(
        config.threads(),
        requests.size(),
        () -> new Scratch(funnel.assembler()),
        (i, scratch) -> one(i, scratch));
  }

  private void one(int i, Scratch scratch) {
    Request request = requests.get(i).request();
    IntPredicate eligible = funnel.eligible(request);
    TieBreak ties = funnel.ties(request);
    Retrieval retrieval = funnel.retrieval();
    List<RankedItems> lists = new ArrayList<>();
    for (CandidateSource s : retrieval.sources()) {
      lists.add(retrieve(i, s, request, eligible, ties));
    }
    for (CandidateSource s : retrieval.compared()) {
      retrieve(i, s, request, eligible, ties);
    }
    long started = System.nanoTime();
    Candidates candidates = retrieval.fuse(request, lists, ties);
    lists("fusion").put(i, candidates.fused(), started);

    started = System.nanoTime();
    funnel.assembler().assemble(candidates, scratch.features, scratch.assembling);
    long assembled = System.nanoTime() - started;
    shift.take(i, request, scratch.features);
    int n = candidates.size();
    if (scratch.scores.length < n) {
      scratch.scores = new float[Math.max(n, 512)];
    }
    for (Ranker ranker : rankers) {
      started = System.nanoTime() - assembled;
      ranker.score(scratch.features, scratch.scores);
      RankedItems order = RankedItems.sort(candidates.fused().items(), scratch.scores, n, ties);
      lists(ranker.name()).put(i, order, started);
      if (ranker.name().equals(served)) {
        started = System.nanoTime();
        RankedItems shown = slate.of(request, order);
        if (shown.size() == 0) { // as when serving
          shown = popularity.retrieve(request, eligible, ties, slate.size());
        }
        lists("slate").put(i, shown, started);
      }
    }
    started = System.nanoTime();
    lists("random")
        .put(i, random.retrieve(request, eligible, ties, lists("random").length), started);
    if (oracle.isPresent()) {
      long begun = System.nanoTime();
      lists("oracle")
          .put(i, oracle.get().rank(request, eligible, ties, lists("oracle").length), begun);
    }
  }

  private RankedItems retrieve(
      int i, CandidateSource source, Request request, IntPredicate eligible, TieBreak ties) {
    long started = System.nanoTime();
    RankedItems list = funnel.retrieval().retrieve(source, request, eligible, ties);
    lists(source.name()).put(i, list, started);
    return list;
  }

  private static List<CandidateSource> both(Retrieval retrieval) {
    List<CandidateSource> all = new ArrayList<>(retrieval.sources());
    all.addAll(retrieval.compared());
    return all;
  }

  /** Returns one system's lists. */
  SystemLists lists(String system) {
    SystemLists found = systems.get(system);
    if (found == null) {
      throw new IllegalArgumentException("no system " + system);
    }
    return found;
  }

  /** Returns all systems, in the order of the report. */
  List<SystemLists> systems() {
    return List.copyOf(systems.values());
  }

  /** Returns the name of the ranker that is served. */
  String served() {
    return served;
  }

  /** Returns the ranker that is served. */
  Ranker servedRanker() {
    return rankers.stream().filter(r -> r.name().equals(served)).findFirst().orElseThrow();
  }

  /** Returns what makes slates of the served ranker's order. */
  Slate slate() {
    return slate;
  }

  /** Returns the requests, in the order of the lists. */
  List<JudgedRequest> requests() {
    return requests;
  }

  /** Returns the feature rows that were kept for the comparison with training. */
  ShiftSample shift() {
    return shift;
  }
}
