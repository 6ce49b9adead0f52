package sluice.pipeline.funnel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;
import sluice.candidates.source.RandomSource;
import sluice.core.CandidateSource;
import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.JudgedRequest;
import sluice.core.Parallel;
import sluice.core.RankedItems;
import sluice.core.Ranker;
import sluice.core.ReRanker;
import sluice.core.ReportSection;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.UserError;
import sluice.evaluation.Run;
import sluice.evaluation.Stage;
import sluice.funnel.FittedFunnel;
import sluice.funnel.Funnel;
import sluice.funnel.SourceOutcome;
import sluice.funnel.SourcePolicy;
import sluice.funnel.StageObserver;
import sluice.pipeline.config.PipelineConfig;
import sluice.ranking.calibration.Calibrator;
import sluice.ranking.rerank.Slate;

/**
 * Sends every test request through the funnel and keeps the list of every system.
 *
 * <p>Requests run on all threads; each writes only its own places, so that threads change nothing.
 * The time each system took is summed over requests and told as a mean; a ranker's includes the
 * feature rows.
 */
final class OfflineEvaluation {
  private final Funnel funnel;
  private final List<JudgedRequest> requests;
  private final PipelineConfig config;
  private final Optional<Oracle> oracle;
  private final Map<String, SystemLists> systems = new LinkedHashMap<>();
  private final ShiftSample shift;
  private final ReRankingChanges changes;
  private final RandomSource random;

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

    void put(int request, RankedItems list, long took) {
      nanos.add(took);
      RankedItems cut = list.first(length);
      items[request] = cut.items();
      scores[request] = cut.scores();
    }

    Run run() {
      Run run = Run.of(name, stage, length, items);
      return repeatable ? run : run.notRepeatable();
    }
  }

  OfflineEvaluation(
      FittedFunnel fitted,
      List<JudgedRequest> requests,
      List<Ranker> rankers,
      Ranker served,
      Slate slate,
      PipelineConfig config,
      Optional<Oracle> oracle,
      Map<String, Calibrator> calibrators) {
    Funnel uncalibrated =
        new Funnel(
            fitted,
            served,
            rankers.stream().filter(r -> !r.name().equals(served.name())).toList(),
            slate);
    this.funnel =
        Optional.ofNullable(calibrators.get(served.name()))
            .map(uncalibrated::with)
            .orElse(uncalibrated);
    this.requests = requests;
    this.config = config;
    this.oracle = oracle;
    this.changes = new ReRankingChanges(slate, requests.size());
    this.shift = new ShiftSample(requests.size(), requests.size(), config.seed());
    this.random = new RandomSource(fitted.part().catalogue());
    int fused = config.candidates().fusion().n();
    for (CandidateSource s : fitted.retrieval().all()) {
      add(s.name(), Stage.RETRIEVAL, fitted.retrieval().n(s), s.repeatable());
    }
    boolean repeatable =
        fitted.retrieval().sources().stream().allMatch(CandidateSource::repeatable);
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
    Parallel.run(config.threads(), requests.size(), funnel::newWalker, this::one);
  }

  private void one(int i, Funnel.Walker walker) {
    Request request = requests.get(i).request();
    walker.walk(
        request, item -> true, funnel.slate().size(), SourcePolicy.IN_FULL, new Keeper(i, request));
    IntPredicate eligible = funnel.eligible(request);
    TieBreak ties = funnel.fitted().ties(request);
    long started = System.nanoTime();
    RankedItems drawn = random.retrieve(request, eligible, ties, lists("random").length);
    lists("random").put(i, drawn, System.nanoTime() - started);
    if (oracle.isPresent()) {
      started = System.nanoTime();
      RankedItems best = oracle.get().rank(request, eligible, ties, lists("oracle").length);
      lists("oracle").put(i, best, System.nanoTime() - started);
    }
  }

  /** Keeps what each stage made of one request. */
  private final class Keeper implements StageObserver {
    private final int i;
    private final Request request;
    private long assembled;

    Keeper(int i, Request request) {
      this.i = i;
      this.request = request;
    }

    @Override
    public void source(SourceOutcome outcome) {
      lists(outcome.source()).put(i, outcome.list(), outcome.nanos());
    }

    @Override
    public void fused(Candidates candidates, long nanos) {
      lists("fusion").put(i, candidates.fused(), nanos);
    }

    @Override
    public void features(Candidates candidates, FeatureMatrix rows, long nanos) {
      assembled = nanos;
      shift.take(i, request, rows);
    }

    @Override
    public void ranked(Ranker ranker, RankedItems order, long nanos) {
      lists(ranker.name()).put(i, order, assembled + nanos);
    }

    @Override
    public void reranked(ReRanker by, RankedItems before, RankedItems after, long nanos) {
      changes.add(by.name(), before, after);
    }

    @Override
    public void shown(RankedItems slate, long nanos) {
      lists("slate").put(i, slate, nanos);
    }
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

  /** Returns the funnel that was walked. */
  Funnel funnel() {
    return funnel;
  }

  /** Returns what each re-ranker changed; empty where there is none. */
  Optional<ReportSection> reranking() {
    return changes.section(
        new ReRankingPrice(funnel, requests, config.reranking(), config.seed(), config.threads())
            .blocks());
  }

  /** Returns the name of the ranker that is served. */
  String served() {
    return funnel.ranker().name();
  }

  /** Returns the requests, in the order of the lists. */
  List<JudgedRequest> requests() {
    return requests;
  }

  /** Returns the feature rows that were kept for the comparison with training. */
  FeatureMatrix shift() {
    return shift.matrix(funnel.fitted().assembler().schema());
  }
}
