package sluice.ranking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Ranker;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * Rankers whose scores a last one takes as its features. Immutable, safe for use by many threads.
 *
 * @param name in reports
 * @param trained what the rankers score
 * @param rankers two or more
 * @param top scores their scores
 */
record StackedRanker(String name, TrainedSchema trained, List<Ranker> rankers, Ranker top)
    implements Ranker {
  private static final String FILE = "stack.arrays";
  private static final String TOP = "top";
  private static final String MEMBER = "ranker-";

  StackedRanker {
    rankers = List.copyOf(rankers);
  }

  static StackedRanker read(String name, FeatureSchema schema, Path folder) throws IOException {
    int count;
    try (ArrayReader in = new ArrayReader(folder.resolve(FILE))) {
      count = (int) in.number("rankers");
      in.finish();
    }
    List<Ranker> rankers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rankers.add(StoredRanker.read(schema, folder.resolve(MEMBER + i)));
    }
    Ranker top = LinearRanker.read(name, Stack.scores(count), folder.resolve(TOP));
    return new StackedRanker(name, new TrainedSchema(schema), rankers, top);
  }

  @Override
  public void write(Path folder) throws IOException {
    try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
      out.number("rankers", rankers.size());
    }
    for (int i = 0; i < rankers.size(); i++) {
      StoredRanker.write(
          rankers.get(i), trained.schema(), Files.createDirectory(folder.resolve(MEMBER + i)));
    }
    top.write(Files.createDirectory(folder.resolve(TOP)));
  }

  @Override
  public String type() {
    return Stack.TYPE;
  }

  @Override
  public boolean logOdds() {
    return true;
  }

  @Override
  public boolean listwise() {
    return rankers.stream().anyMatch(Ranker::listwise);
  }

  @Override
  public void score(FeatureMatrix candidates, float[] scores) {
    trained.check(candidates, scores);
    FeatureMatrix all = new FeatureMatrix(Stack.scores(rankers.size()), candidates.rows());
    all.resize(candidates.rows());
    float[] one = new float[candidates.rows()];
    for (int i = 0; i < rankers.size(); i++) {
      rankers.get(i).score(candidates, one);
      for (int r = 0; r < one.length; r++) {
        all.set(r, i, one[r]);
      }
    }
    top.score(all, scores);
  }
}
