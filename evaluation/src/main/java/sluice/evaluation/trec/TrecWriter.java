package sluice.evaluation.trec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import sluice.core.store.AtomicFile;
import sluice.evaluation.Judgements;
import sluice.evaluation.Run;

/**
 * Writes judgements and runs as TREC files, tab-separated, users in the order of the judgements.
 *
 * <p>{@code user 0 item gain}, one line a judged pair; {@code user Q0 item rank score system},
 * where the score is the list's length − rank + 1. Each file appears whole or not at all. Not
 * thread-safe: encoded ids are kept between files.
 */
public final class TrecWriter {
  private static final byte[] ITERATION = "\t0\t".getBytes(StandardCharsets.UTF_8);
  private static final byte[] Q0 = "\tQ0\t".getBytes(StandardCharsets.UTF_8);

  private final Judgements judgements;
  private final byte[] @Nullable [] items;
  private final byte[] @Nullable [] users;

  /**
   * Begins.
   *
   * @param judgements whose users and items all runs speak of
   */
  public TrecWriter(Judgements judgements) {
    this.judgements = judgements;
    this.items = new byte[judgements.itemBound()][];
    this.users = new byte[judgements.users()][];
  }

  /**
   * Returns what gains are multiplied by in the file, for TREC's are whole numbers: 1, or 2 where
   * there are half stars, up to 1,000 for the finest grades; then rounded. nDCG with linear gains
   * does not change by it; nDCG(exp) does, and has to be computed with the gains divided again.
   */
  public int gainFactor() {
    for (int factor : new int[] {1, 2, 4, 5, 10, 100}) {
      boolean whole = true;
      for (int row = 0; row < judgements.start(judgements.users()); row++) {
        float scaled = judgements.gain(row) * factor;
        whole &= scaled == Math.rint(scaled);
      }
      if (whole) {
        return factor;
      }
    }
    return 1_000;
  }

  /** Writes {@code qrels.tsv}; gains are multiplied by {@link #gainFactor}. */
  public void writeJudgements(Path file) throws IOException {
    writeJudgements(file, gainFactor());
  }

  /** Writes judgements whose gains are multiplied by a factor that several files share. */
  public void writeJudgements(Path file, int factor) throws IOException {
    AtomicFile.write(
        file,
        temporary -> {
          try (LineBuffer lines = new LineBuffer(temporary)) {
            for (int u = 0; u < judgements.users(); u++) {
              byte[] user = user(u);
              for (int row = judgements.start(u); row < judgements.start(u + 1); row++) {
                long gain = Math.round((double) judgements.gain(row) * factor);
                lines.put(user).put(ITERATION).put(item(judgements.item(row))).put('\t').put(gain);
                lines.endLine();
              }
            }
          }
        });
  }

  /** Writes one system's lists. */
  public void writeRun(Run run, Path file) throws IOException {
    byte[] system = ("\t" + TrecIds.encode(run.system())).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(
        file,
        temporary -> {
          try (LineBuffer lines = new LineBuffer(temporary)) {
            for (int u = 0; u < run.users(); u++) {
              byte[] user = user(u);
              int n = run.size(u);
              for (int place = 0; place < n; place++) {
                lines.put(user).put(Q0).put(item(run.item(u, place))).put('\t').put(place + 1);
                lines.put('\t').put(n - place).put(system);
                lines.endLine();
              }
            }
          }
        });
  }

  private byte[] user(int user) {
    byte[] known = users[user];
    if (known == null) {
      known = TrecIds.encode(judgements.userId(user)).getBytes(StandardCharsets.UTF_8);
      users[user] = known;
    }
    return known;
  }

  private byte[] item(int item) {
    byte[] known = items[item];
    if (known == null) {
      known = TrecIds.encode(judgements.itemId(item)).getBytes(StandardCharsets.UTF_8);
      items[item] = known;
    }
    return known;
  }
}
