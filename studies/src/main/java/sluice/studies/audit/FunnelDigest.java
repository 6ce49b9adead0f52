package sluice.studies.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
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
import sluice.core.graph.ItemGraph;
import sluice.features.tables.FeatureTables;

/**
 * A SHA-256 over what a stage of the funnel learned or computed, as far as it can make a difference
 * to what comes after. Floats count by their bits. For one component; not thread-safe.
 */
public final class FunnelDigest {
  private final MessageDigest digest;
  private final ByteBuffer eight = ByteBuffer.allocate(8);

  private FunnelDigest() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the hash of what is put into a digest, hexadecimal. */
  public static String of(Consumer<FunnelDigest> component) {
    FunnelDigest digest = new FunnelDigest();
    component.accept(digest);
    return HexFormat.of().formatHex(digest.digest.digest());
  }

  /** Puts a fitting part, its catalogue and tables as they are at some times. */
  public void part(FittingPart part, long... times) {
    dictionary(part.users());
    dictionary(part.catalogue().items());
    for (int i = 0; i < part.catalogue().size(); i++) {
      put(part.catalogue().availableFrom(i));
      for (long time : times) {
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
    table(part.items(), times);
    table(part.userTable(), times);
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

  private void table(EntityTable table, long... times) {
    put(table.entities());
    for (int e = 0; e < table.entities(); e++) {
      for (long time : times) {
        put(table.row(e, time));
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

  /** Puts judged requests with what is judged. */
  public void labels(List<JudgedRequest> requests) {
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

  /** Puts the vectors of items. */
  public void embedding(Embedding embedding) {
    ItemVectors vectors = embedding.items();
    put(vectors.size());
    for (int i = 0; i < vectors.size(); i++) {
      for (int k = 0; k < vectors.dimension(); k++) {
        put(vectors.data()[vectors.offset(i) + k]);
      }
    }
  }

  /** Puts a list in its order. */
  public void ranked(RankedItems list) {
    put(list.size());
    for (int place = 0; place < list.size(); place++) {
      put(list.item(place));
      put(list.score(place));
    }
  }

  /** Puts the files of feature tables. */
  public void tables(Path folder) {
    for (String file : FeatureTables.files()) {
      try {
        digest.update(Files.readAllBytes(folder.resolve(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Puts the links of an item graph. */
  public void graph(ItemGraph graph) {
    put(graph.items());
    for (int i = 0; i < graph.items(); i++) {
      put(graph.start(i + 1) - graph.start(i));
      for (int k = graph.start(i); k < graph.start(i + 1); k++) {
        put(graph.neighbour(k));
        put(graph.weight(k));
      }
    }
  }

  /** Puts candidates with what every source said of them. */
  public void candidates(Candidates c) {
    request(c.request());
    ranked(c.fused());
    for (int s = 0; s < c.sources().size(); s++) {
      for (int i = 0; i < c.size(); i++) {
        put(c.rank(s, i));
        put(c.score(s, i));
      }
    }
  }

  /** Puts feature rows. */
  public void values(FeatureMatrix matrix) {
    put(matrix.rows());
    for (int row = 0; row < matrix.rows(); row++) {
      for (int column = 0; column < matrix.columns(); column++) {
        put(matrix.get(row, column));
      }
    }
  }

  /** Puts the rows that a ranker is fitted on. */
  public void set(RankingSet set) {
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

  /** Puts the scores that a ranker gives to rows. */
  public void scores(Ranker ranker, FeatureMatrix rows) {
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

  /** Puts a text. */
  public void put(String text) {
    put(text.length());
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }
}
