package sluice.pipeline.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import sluice.core.CandidateSource;
import sluice.core.Candidates;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.Embedding;
import sluice.core.EntityTable;
import sluice.core.FeatureMatrix;
import sluice.core.FittingPart;
import sluice.core.ItemVectors;
import sluice.core.JudgedRequest;
import sluice.core.RankedItems;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.core.Request;
import sluice.features.graph.ItemGraph;
import sluice.features.tables.FeatureTables;

/**
 * The SHA-256 of every component that a funnel learns or computes, by name: what the contract of no
 * peeking compares. Floats count by their bits.
 */
final class Fingerprint {
  private final MessageDigest digest;
  private final ByteBuffer eight = ByteBuffer.allocate(8);

  private Fingerprint() {
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
   * @param innerOnly whether what is fitted on the whole fitting part, and the ranker, are left out
   */
  static Map<String, String> of(
      AuditedFunnel funnel, List<Request> inner, List<Request> test, boolean innerOnly) {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (boolean training : innerOnly ? new boolean[] {true} : new boolean[] {true, false}) {
      String level = training ? "inner." : "outer.";
      List<Request> requests = training ? inner : test;
      FittingPart right = training ? funnel.fold().inner() : funnel.fold().fitting();
      hashes.put(level + "part", print(p -> p.part(right)));
      AuditedFunnel.Stage stage = funnel.stage(training);
      for (Embedding e : stage.embeddings()) {
        hashes.put(level + "embedding." + e.name(), print(p -> p.embedding(e)));
      }
      for (CandidateSource s : stage.sources()) {
        hashes.put(
            level + "source." + s.name(),
            print(p -> requests.forEach(r -> p.ranked(stage.list(s, r)))));
      }
      hashes.put(level + "tables", print(p -> p.tables(stage.tables())));
      hashes.put(level + "transitions", print(p -> p.graph(stage.transitions())));
      hashes.put(level + "co-occurrence", print(p -> p.graph(stage.coOccurrence())));
      hashes.put(level + "candidates", print(p -> p.candidates(stage, requests)));
      hashes.put(
          level + "features", print(p -> requests.forEach(r -> p.values(stage.features(r)))));
    }
    if (!innerOnly) {
      hashes.put("ranking.labels", print(p -> p.labels(funnel.fold().train())));
      hashes.put("ranking.train", print(p -> p.set(funnel.train())));
      hashes.put("ranking.tune", print(p -> p.set(funnel.tune())));
      for (Ranker ranker : funnel.rankers()) {
        hashes.put(
            "ranking." + ranker.name(),
            print(p -> {
              p.scores(ranker, funnel.tune().features());
              test.forEach(r -> p.scores(ranker, funnel.stage(false).features(r)));
            }));
      }
    }
    return hashes;
  }

  private static String print(Consumer<Fingerprint> component) {
    Fingerprint print = new Fingerprint();
    component.accept(print);
    return HexFormat.of().formatHex(print.digest.digest());
  }

  private void part(FittingPart part) {
    dictionary(part.users());
    dictionary(part.catalogue().items());
    for (int i = 0; i < part.catalogue().size(); i++) {
      put(part.catalogue().availableFrom(i));
      put(part.catalogue().available(i, part.asOf() - 1) ? 1 : 0);
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

  private void embedding(Embedding embedding) {
    ItemVectors vectors = embedding.items();
    put(vectors.size());
    for (int i = 0; i < vectors.size(); i++) {
      for (int k = 0; k < vectors.dimension(); k++) {
        put(vectors.data()[vectors.offset(i) + k]);
      }
    }
  }

  private void ranked(RankedItems list) {
    put(list.size());
    for (int place = 0; place < list.size(); place++) {
      put(list.item(place));
      put(list.score(place));
    }
  }

  private void tables(Path folder) {
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

  private void candidates(AuditedFunnel.Stage stage, List<Request> requests) {
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
