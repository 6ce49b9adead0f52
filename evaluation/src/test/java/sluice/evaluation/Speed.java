package sluice.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sluice.evaluation.significance.Bootstrap;
import sluice.evaluation.significance.Comparisons;
import sluice.evaluation.trec.TrecWriter;

/** Prints how long evaluation takes; not a test. Arguments: users, threads. */
final class Speed {
  private Speed() {}

  public static void main(String[] args) throws IOException {
    int users = Integer.parseInt(args[0]);
    int threads = Integer.parseInt(args[1]);
    List<Measure> measures =
        Stream.of(
                "nDCG@10",
                "nDCG@20",
                "mAP@10",
                "recall@10",
                "recall@100",
                "precision@10",
                "MRR@10",
                "hit-rate@10",
                "nDCG@10[value>=4]",
                "mAP@10[value>=4]",
                "recall@10[value>=4]",
                "recall@100[value>=4]")
            .map(Measure::parse)
            .toList();
    for (int round = 0; round < 3; round++) {
      Judgements j = Worlds.judgements(users, 20_000, 15, 1);
      List<Run> runs = new ArrayList<>();
      runs.add(Worlds.run("random", Stage.REFERENCE, j, 100, 0, 1));
      for (int s = 0; s < (users > 50_000 ? 1 : 9); s++) {
        runs.add(Worlds.run("source" + s, Stage.RETRIEVAL, j, 100, 0.2 + s * 0.01, 1));
      }
      if (users <= 50_000) {
        runs.add(Worlds.run("fusion", Stage.FUSION, j, 100, 0.4, 1));
        for (String name : List.of("retrieval-order", "xgboost", "logistic-regression")) {
          runs.add(Worlds.run(name, Stage.RANKING, j, 100, 0.5, 1));
        }
        runs.add(Worlds.run("slate", Stage.RERANKING, j, 20, 0.5, 1));
      }
      long t0 = System.nanoTime();
      UserValues values = UserValues.of(j, runs, measures, Optional.empty(), threads);
      long t1 = System.nanoTime();
      List<double[]> columns = new ArrayList<>();
      for (Measure m : measures) {
        for (int s = 0; s < runs.size(); s++) {
          double[] column = values.column(m, s);
          if (column != null) {
            columns.add(column);
          }
        }
      }
      int n =
          users > 50_000 ? 0 : Bootstrap.intervals(columns, Bootstrap.RESAMPLES, 1, threads).size();
      long t2 = System.nanoTime();
      int c = Comparisons.of(values, 1, threads).size();
      long t3 = System.nanoTime();
      Path file = Files.createTempFile("run", ".tsv");
      new TrecWriter(j).writeRun(runs.getLast(), file);
      long t4 = System.nanoTime();
      System.out.printf(
          "%d users, %d systems: measures %.2f s, %d intervals %.2f s, %d tests %.2f s, %d lines written %.2f s%n",
          users,
          runs.size(),
          (t1 - t0) / 1e9,
          n,
          (t2 - t1) / 1e9,
          c,
          (t3 - t2) / 1e9,
          users * runs.getLast().length(),
          (t4 - t3) / 1e9);
      Files.delete(file);
    }
  }
}
