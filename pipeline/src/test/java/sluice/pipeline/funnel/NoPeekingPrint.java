package sluice.pipeline.funnel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import sluice.candidates.SourceSpec;
import sluice.core.CandidateSource;
import sluice.core.Embedding;
import sluice.core.FeatureMatrix;
import sluice.core.JudgedRequest;
import sluice.core.Ranker;
import sluice.core.Request;
import sluice.funnel.FittedFunnel;
import sluice.studies.audit.FunnelDigest;

/**
 * The SHA-256 of every component that a funnel learns or computes, by name: what the contract of no
 * peeking compares. Floats count by their bits.
 */
final class NoPeekingPrint {
  /** All days on which the tables of the world have versions, and some before and after. */
  private static final long[] EVERY_DAY =
      LongStream.range(0, 300)
          .map(day -> NoPeekingWorld.CUTOFF + (day - 160) * NoPeekingWorld.DAY)
          .toArray();

  private NoPeekingPrint() {}

  /**
   * Computes hashes.
   *
   * @param funnel whose components
   * @param inner requests of the inner holdout that are put through the inner stages
   * @param test requests that are put through the outer stages
   * @param wanted which components, by name; others, and what only they need, are not made
   */
  static Map<String, String> of(
      NoPeekingFunnel funnel, List<Request> inner, List<Request> test, Predicate<String> wanted) {
    Map<String, Consumer<FunnelDigest>> all = new LinkedHashMap<>();
    all.put("inner.part", p -> p.part(funnel.fold.inner(), EVERY_DAY));
    all.put("outer.part", p -> p.part(funnel.fold.fitting(), EVERY_DAY));
    for (String name : List.of("train", "tune", "calibrate")) {
      all.put("labels." + name, p -> p.labels(requests(funnel, name)));
    }
    for (boolean training : new boolean[] {true, false}) {
      String level = training ? "inner." : "outer.";
      List<Request> requests = training ? inner : test;
      for (String e : List.of("ials", "content")) {
        all.put(level + "embedding." + e, p -> p.embedding(embedding(stage(funnel, training), e)));
      }
      for (SourceSpec source : funnel.config.candidates().all()) {
        all.put(
            level + "source." + source.name(),
            p -> lists(p, stage(funnel, training), source.name(), requests));
      }
      all.put(
          level + "counts",
          p -> {
            stage(funnel, training); // fitting it makes the tables
            p.tables(funnel.tables(training));
          });
      all.put(level + "transitions", p -> graph(p, stage(funnel, training), "transitions"));
      all.put(level + "co-occurrence", p -> graph(p, stage(funnel, training), "co-occurrence"));
      all.put(
          level + "candidates",
          p -> requests.forEach(r -> p.candidates(stage(funnel, training).candidates(r))));
      all.put(level + "features", p -> features(p, stage(funnel, training), requests));
    }
    all.put("ranking.train", p -> p.set(funnel.train().set()));
    all.put("ranking.tune", p -> p.set(funnel.tune().set()));
    for (String name : List.of("logistic-regression", "xgboost")) {
      all.put(
          "ranking." + name,
          p -> {
            Ranker ranker = funnel.ranker(name);
            p.scores(ranker, funnel.tune().set().features());
            matrices(funnel.outer(), test).forEach(rows -> p.scores(ranker, rows));
          });
    }
    Map<String, String> hashes = new LinkedHashMap<>();
    all.forEach((name, component) -> {
      if (wanted.test(name)) {
        hashes.put(name, FunnelDigest.of(component));
      }
    });
    return hashes;
  }

  private static FittedFunnel stage(NoPeekingFunnel funnel, boolean training) {
    return training ? funnel.inner() : funnel.outer();
  }

  private static List<JudgedRequest> requests(NoPeekingFunnel funnel, String name) {
    return switch (name) {
      case "train" -> funnel.fold.train();
      case "tune" -> funnel.fold.tune();
      default -> funnel.fold.calibrate();
    };
  }

  private static Embedding embedding(FittedFunnel stage, String name) {
    return stage.retrieval().embeddings().stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .get();
  }

  private static void lists(
      FunnelDigest p, FittedFunnel stage, String name, List<Request> requests) {
    CandidateSource source =
        stage.retrieval().all().stream().filter(s -> s.name().equals(name)).findFirst().get();
    for (Request r : requests) {
      p.ranked(stage.list(source, r));
    }
  }

  private static void graph(FunnelDigest p, FittedFunnel stage, String name) {
    stage.assembler().graphs().stream()
        .filter(r -> r.name().equals(name))
        .forEach(r -> p.graph(stage.retrieval().graph(r)));
  }

  private static void features(FunnelDigest p, FittedFunnel stage, List<Request> requests) {
    stage.assembler().schema().features().forEach(f -> p.put(f.toString()));
    matrices(stage, requests).forEach(p::values);
  }

  /** Returns the features of each request's candidates. */
  static List<FeatureMatrix> matrices(FittedFunnel stage, List<Request> requests) {
    return requests.stream().map(stage::features).toList();
  }
}
