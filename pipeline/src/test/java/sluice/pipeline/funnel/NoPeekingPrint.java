package sluice.pipeline.funnel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import sluice.candidates.source.SourceSettings;
import sluice.core.CandidateSource;
import sluice.core.Candidates;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.Embedding;
import sluice.core.EntityTable;
import sluice.core.FeatureMatrix;
import sluice.core.FittingPart;
import sluice.core.JudgedRequest;
import sluice.core.RankedItems;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.core.Request;
import sluice.features.FeatureAssembler;
import sluice.features.graph.ItemGraph;
import sluice.features.tables.FeatureTables;
import sluice.serving.funnel.FittedFunnel;

/**
 * The SHA-256 of every component that a funnel learns or computes, by name: what the contract of no
 * peeking compares. Floats count by their bits.
 */
final class NoPeekingPrint {
  private final MessageDigest digest;
  private final ByteBuffer eight = ByteBuffer.allocate(8);

  private NoPeekingPrint() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

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
    Map<String, Consumer<NoPeekingPrint>> all = new LinkedHashMap<>();
    all.put("inner.part", p -> p.part(funnel.fold.inner()));
    all.put("outer.part", p -> p.part(funnel.fold.fitting()));
    for (String name : List.of("train", "tune", "calibrate")) {
      all.put("labels." + name, p -> p.labels(requests(funnel, name)));
    }
    for (boolean training : new boolean[] {true, false}) {
      String level = training ? "inner." : "outer.";
      List<Request> requests = training ? inner : test;
      for (String e : List.of("ials", "content")) {
        all.put(level + "embedding." + e, p -> p.embedding(stage(funnel, training), e));
      }
      for (SourceSettings source : funnel.config.candidates().all()) {
        all.put(
            level + "source." + source.name(),
            p -> p.lists(stage(funnel, training), source.name(), requests));
      }
      all.put(level + "counts", p -> p.tables(stage(funnel, training), funnel.tables(training)));
      all.put(
          level + "transitions", p -> p.graph(stage(funnel, training).assembler().transitions()));
      all.put(
          level + "co-occurrence",
          p -> p.graph(stage(funnel, training).assembler().coOccurrence()));
      all.put(level + "candidates", p -> p.candidates(stage(funnel, training), requests));
      all.put(level + "features", p -> p.features(stage(funnel, training), requests));
    }
    all.put("ranking.train", p -> p.set(funnel.train()));
    all.put("ranking.tune", p -> p.set(funnel.tune()));
    for (String name : List.of("logistic-regression", "xgboost")) {
      all.put(
          "ranking." + name,
          p -> {
            Ranker ranker = funnel.ranker(name);
            p.scores(ranker, funnel.tune().features());
            matrices(funnel.outer(), test).forEach(rows -> p.scores(ranker, rows));
          });
    }
    Map<String, String> hashes = new LinkedHashMap<>();
    all.forEach((name, component) -> {
      if (wanted.test(name)) {
        NoPeekingPrint print = new NoPeekingPrint();
        component.accept(print);
        hashes.put(name, HexFormat.of().formatHex(print.digest.digest()));
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

  private void part(FittingPart part) {
    dictionary(part.users());
    dictionary(part.catalogue().items());
    for (int i = 0; i < part.catalogue().size(); i++) {
      put(part.catalogue().availableFrom(i));
      for (int day = 0; day < 300; day += 10) {
        long time = NoPeekingWorld.CUTOFF + (day - 160) * NoPeekingWorld.DAY;
        put(part.catalogue().available(i, time) ? 1 : 0);
      }
    }
    var rows = part.interactions();
    put(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      put(rows.user(i));
      put(rows.item(i));
      put(rows.time(i));
      put(rows.value(i));
      put(rows.weight(i));
      put(rows.event(i));
      put(rows.session(i));
    }
    for (int u = 0; u < part.users().size(); u++) {
      put(part.histories().size(u));
      for (int k = 0; k < part.histories().size(u); k++) {
        put(part.histories().row(u, k));
      }
    }
    table(part.items());
    table(part.userTable());
    dictionary(part.tags().values());
    for (int i = 0; i < part.tags().size(); i++) {
      put(part.tags().user(i));
      put(part.tags().item(i));
      put(part.tags().tag(i));
      put(part.tags().time(i));
    }
    put(part.asOf());
    put(part.timed() ? 1 : 0);
    put(part.impressions().isPresent() ? 1 : 0);
  }

  private void dictionary(Dictionary dictionary) {
    put(dictionary.size());
    dictionary.ids().forEach(this::put);
  }

  /** All versions of every entity, as they are read day by day. */
  private void table(EntityTable table) {
    put(table.entities());
    for (int e = 0; e < table.entities(); e++) {
      for (int day = 0; day < 300; day++) {
        put(table.row(e, NoPeekingWorld.CUTOFF + (day - 160) * NoPeekingWorld.DAY));
      }
      put(table.row(e, Long.MAX_VALUE));
    }
    table
        .columns()
        .forEach((name, column) -> {
          put(name);
          put(column.size());
          column(column);
        });
  }

  private void column(Column column) {
    if (column instanceof Column.Categories c) {
      dictionary(c.values());
    }
    for (int row = 0; row < column.size(); row++) {
      switch (column) {
        case Column.Numbers c -> put(c.value(row));
        case Column.Times c -> put(c.value(row));
        case Column.Texts c -> put(c.value(row));
        case Column.Categories c -> {
          put(c.count(row));
          for (int k = 0; k < c.count(row); k++) {
            put(c.code(row, k));
          }
        }
      }
    }
  }

  private void labels(List<JudgedRequest> requests) {
    for (JudgedRequest r : requests) {
      request(r.request());
      for (int i = 0; i < r.size(); i++) {
        put(r.item(i));
        put(r.itemId(i));
        put(r.gain(i));
        put(r.value(i));
      }
    }
  }

  private void request(Request request) {
    put(request.id());
    put(request.user());
    put(request.time());
    for (int i = 0; i < request.history().size(); i++) {
      put(request.history().item(i));
      put(request.history().time(i));
      put(request.history().value(i));
      put(request.history().weight(i));
    }
  }

  private void embedding(FittedFunnel stage, String name) {
    Embedding embedding =
        stage.retrieval().embeddings().stream()
            .filter(e -> e.name().equals(name))
            .findFirst()
            .get();
    for (float v : embedding.items().data()) {
      put(v);
    }
  }

  private void lists(FittedFunnel stage, String name, List<Request> requests) {
    List<CandidateSource> sources = new ArrayList<>(stage.retrieval().sources());
    sources.addAll(stage.retrieval().compared());
    CandidateSource source = sources.stream().filter(s -> s.name().equals(name)).findFirst().get();
    for (Request r : requests) {
      ranked(stage.retrieval().retrieve(source, r, stage.eligible(r), stage.ties(r)));
    }
  }

  private void ranked(RankedItems list) {
    put(list.size());
    for (int place = 0; place < list.size(); place++) {
      put(list.item(place));
      put(list.score(place));
    }
  }

  private void tables(FittedFunnel fitted, Path folder) {
    put(fitted.part().users().size());
    for (String file : FeatureTables.files()) {
      try {
        digest.update(Files.readAllBytes(folder.resolve(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void graph(ItemGraph graph) {
    put(graph.items());
    for (int i = 0; i < graph.items(); i++) {
      for (int k = 0; k < graph.size(i); k++) {
        put(graph.neighbour(i, k));
        put(graph.weight(i, k));
      }
    }
  }

  private void candidates(FittedFunnel stage, List<Request> requests) {
    for (Request request : requests) {
      Candidates c = stage.candidates(request);
      request(request);
      ranked(c.fused());
      for (int s = 0; s < c.sources().size(); s++) {
        for (int i = 0; i < c.size(); i++) {
          put(c.rank(s, i));
          put(c.score(s, i));
        }
      }
    }
  }

  private void features(FittedFunnel stage, List<Request> requests) {
    stage.assembler().schema().features().forEach(f -> put(f.toString()));
    matrices(stage, requests).forEach(this::values);
  }

  /** Returns the features of each request's candidates. */
  static List<FeatureMatrix> matrices(FittedFunnel stage, List<Request> requests) {
    FeatureAssembler assembler = stage.assembler();
    FeatureAssembler.Scratch scratch = assembler.newScratch();
    List<FeatureMatrix> matrices = new ArrayList<>();
    for (Request request : requests) {
      FeatureMatrix out = new FeatureMatrix(assembler.schema(), 1);
      assembler.assemble(stage.candidates(request), out, scratch);
      matrices.add(out);
    }
    return matrices;
  }

  private void values(FeatureMatrix matrix) {
    put(matrix.rows());
    for (int row = 0; row < matrix.rows(); row++) {
      for (int column = 0; column < matrix.columns(); column++) {
        put(matrix.get(row, column));
      }
    }
  }

  private void set(RankingSet set) {
    values(set.features());
    for (int row = 0; row < set.rows(); row++) {
      put(set.label(row));
      put(set.weight(row));
    }
    for (int g = 0; g < set.requests(); g++) {
      put(set.requestIds().get(g));
      put(set.start(g));
      put(set.relevant(g));
    }
  }

  private void scores(Ranker ranker, FeatureMatrix rows) {
    float[] scores = new float[rows.rows()];
    ranker.score(rows, scores);
    for (float s : scores) {
      put(s);
    }
  }

  private void put(long value) {
    digest.update(eight.putLong(0, value).array());
  }

  private void put(float value) {
    put((long) Float.floatToRawIntBits(value));
  }

  private void put(String text) {
    put(text.length());
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }
}
