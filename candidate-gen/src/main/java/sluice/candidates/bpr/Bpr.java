package sluice.candidates.bpr;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.ItemVectors;
import sluice.core.Progress;
import sluice.core.Randomness;
import sluice.core.ReportSection;
import sluice.core.Request;
import sluice.core.VectorMath;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * Item vectors by Bayesian personalised ranking (Rendle et al. 2009): a user's items are to score
 * above others.
 *
 * <p>An epoch takes as many steps as there are pairs of a user and an item of positive weight, each
 * on a pair drawn anew and an item that the user does not have ({@link BprFactors#step}), one after
 * the other on one thread, so that the result is the same for any number of threads. Items that
 * nobody has have zero vectors. A request's vector is made of its history by {@link FoldIn}.
 * Immutable, safe for use by many threads. Memory: 4 · (factors + 1) bytes a user and an item.
 */
final class Bpr implements Embedding {
  static final String FILE = "vectors.arrays";

  private final String name;
  private final BprSettings settings;
  private final ItemVectors items;
  private final FoldIn foldIn;
  private final double[] losses;

  private Bpr(
      String name, BprSettings settings, ItemVectors items, FoldIn foldIn, double[] losses) {
    this.name = name;
    this.settings = settings;
    this.items = items;
    this.foldIn = foldIn;
    this.losses = losses;
  }

  static Bpr fit(
      String name, BprSettings settings, FittingPart part, long seed, Progress progress) {
    BprPairs pairs = new BprPairs(part, settings.negatives());
    BprFactors factors = start(settings, part, pairs, seed);
    double[] losses = new double[settings.epochs()];
    progress.start("Training " + name, settings.epochs());
    for (int epoch = 0; epoch < losses.length; epoch++) {
      SplittableRandom random = Randomness.generator(seed, "bpr epoch", epoch);
      int steps = 0;
      for (int k = 0; k < pairs.size(); k++) {
        int pair = random.nextInt(pairs.size());
        int other = pairs.other(pairs.user(pair), random);
        if (other >= 0) {
          losses[epoch] += factors.step(pairs.user(pair), pairs.item(pair), other);
          steps++;
        }
      }
      losses[epoch] /= Math.max(1, steps);
      progress.advance(1);
    }
    progress.end();
    int stride = settings.stride();
    FoldIn foldIn =
        FoldIn.fit(factors.users(), factors.items(), pairs.rows(), settings.factors(), stride);
    ItemVectors items = new ItemVectors(factors.items(), part.catalogue().size(), stride);
    return new Bpr(name, settings, items, foldIn, losses);
  }

  private static BprFactors start(
      BprSettings settings, FittingPart part, BprPairs pairs, long seed) {
    int stride = settings.stride();
    float[] users = new float[Math.multiplyExact(part.users().size(), stride)];
    float[] items = new float[Math.multiplyExact(part.catalogue().size(), stride)];
    for (int user = 0; user < part.users().size(); user++) {
      long id = Randomness.hash(part.users().id(user));
      draw(users, user * stride, settings, Randomness.generator(seed, "bpr user", id));
    }
    for (int item : pairs.touched()) {
      long id = part.catalogue().hash(item);
      draw(items, item * stride, settings, Randomness.generator(seed, "bpr item", id));
    }
    return new BprFactors(settings, users, items);
  }

  private static void draw(float[] out, int at, BprSettings settings, SplittableRandom random) {
    double scale = 0.1 / Math.sqrt(settings.factors());
    for (int f = 0; f < settings.factors(); f++) {
      out[at + f] = (float) (random.nextGaussian() * scale);
    }
  }

  /** Reads an embedding that was trained with these settings. */
  static Bpr read(String name, BprSettings settings, ArrayReader in) {
    float[] vectors = in.floats("vectors");
    ItemVectors items = new ItemVectors(vectors, (int) in.number("size"), settings.stride());
    FoldIn foldIn = new FoldIn(settings.stride(), in.floats("foldIn"));
    return new Bpr(name, settings, items, foldIn, in.doubles("losses"));
  }

  @Override
  public void write(Path folder) {
    try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
      out.floats("vectors", items.data()).number("size", items.size());
      out.floats("foldIn", foldIn.map()).doubles("losses", losses);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ItemVectors items() {
    return items;
  }

  @Override
  public boolean query(Request request, float[] query) {
    History history = request.history();
    int[] liked =
        IntStream.range(0, history.size())
            .filter(i -> history.weight(i) > 0)
            .map(history::item)
            .filter(this::known)
            .sorted()
            .distinct()
            .toArray();
    Arrays.fill(query, 0);
    if (liked.length == 0) {
      return false;
    }
    float[] sum = new float[items.dimension()];
    for (int item : liked) {
      VectorMath.addScaled(1, items.data(), items.offset(item), sum, 0, sum.length);
    }
    foldIn.write(sum, liked.length, settings.factors(), query);
    return true;
  }

  private boolean known(int item) {
    for (int f = items.offset(item); f < items.offset(item) + settings.factors(); f++) {
      if (items.data()[f] != 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<ReportSection.Block> report() {
    List<Double> values = new ArrayList<>();
    Arrays.stream(losses).forEach(values::add);
    return List.of(
        new ReportSection.Chart(
            "Loss of " + name + " in each epoch",
            "A line that still falls at its end says that more epochs would fit more closely.",
            ReportSection.Chart.Kind.LINE,
            "epoch",
            "mean of −ln σ",
            IntStream.rangeClosed(1, losses.length).mapToObj(Integer::toString).toList(),
            List.of(new ReportSection.Series("loss", values))));
  }
}
