package sluice.candidates.als;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import sluice.core.Catalogue;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.ItemVectors;
import sluice.core.Parallel;
import sluice.core.Progress;
import sluice.core.Randomness;
import sluice.core.ReportSection;
import sluice.core.Request;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * Item vectors by implicit alternating least squares (Hu, Koren, Volinsky 2008), each row solved by
 * conjugate gradient (Takács, Pilászy, Tikk 2011).
 *
 * <p>Minimised is Σ over all user-item pairs of c (p − x · y)² + Σ λ_u |x|² + Σ λ_i |y|², with
 * preference p and confidence c as {@link Confidences} makes them and λ as {@link
 * AlsSettings#scaling} says. Vectors of items without interactions are zero. A request's vector is
 * solved from its history against the item vectors, nothing else: the user's row of the training is
 * not kept.
 *
 * <p>Start values depend on the seed and the item's id, not on its place in the catalogue. The
 * result is the same to the bit for any number of threads. Immutable, safe for use by many threads.
 * Memory: 4 · factors bytes a user and an item, 8 bytes an interaction twice.
 */
public final class ImplicitAls implements Embedding {
  static final String FILE = "vectors.arrays";

  private static final int GRAM_BLOCK = 1024;
  private static final int FOLD_IN_STEPS = 32;

  private final String name;
  private final AlsSettings settings;
  private final ItemVectors items;
  private final float[] gram;
  private final List<Double> losses;

  private ImplicitAls(
      String name, AlsSettings settings, ItemVectors items, float[] gram, List<Double> losses) {
    this.name = name;
    this.settings = settings;
    this.items = items;
    this.gram = gram;
    this.losses = List.copyOf(losses);
  }

  /**
   * Trains on the interactions of a part.
   *
   * @param name of the embedding
   * @param part what may be learned from
   * @param settings how
   * @param seed of the start values
   * @param threads how many threads; changes nothing but the time
   * @param progress notified of each iteration
   */
  public static ImplicitAls fit(
      String name,
      FittingPart part,
      AlsSettings settings,
      long seed,
      int threads,
      Progress progress) {
    Confidences users =
        Confidences.ofUsers(
            part.interactions(), part.users().size(), part.catalogue().size(), settings.alpha());
    Confidences items = users.transposed(part.catalogue().size());
    float[] y = start(part.catalogue(), items, settings, seed);
    return train(name, users, items, y, settings, threads, progress);
  }

  /** Trains from given start values of the items, which are overwritten. */
  static ImplicitAls train(
      String name,
      Confidences users,
      Confidences items,
      float[] y,
      AlsSettings settings,
      int threads,
      Progress progress) {
    float[] x = new float[Math.multiplyExact(users.rows(), settings.stride())];
    List<Double> losses = new ArrayList<>();
    progress.start("Training " + name, settings.iterations());
    for (int iteration = 0; iteration < settings.iterations(); iteration++) {
      half(users, y, x, settings, threads, new double[0]);
      double[] shares = new double[items.rows()];
      half(items, x, y, settings, threads, shares);
      double loss = 0;
      for (double share : shares) {
        loss += share;
      }
      int stride = settings.stride();
      for (int u = 0; u < users.rows(); u++) {
        double norm = 0;
        for (int f = u * stride; f < (u + 1) * stride; f++) {
          norm += (double) x[f] * x[f];
        }
        loss += norm * settings.regularization(users.count(u), items.rows());
      }
      losses.add(loss);
      progress.advance(1);
    }
    progress.end();
    float[] gram = gram(y, items.rows(), settings.stride(), threads);
    return new ImplicitAls(
        name, settings, new ItemVectors(y, items.rows(), settings.stride()), gram, losses);
  }

  /**
   * Solves all rows of one side given the other; where {@code losses} has room, also each row's
   * share of the loss.
   */
  private static void half(
      Confidences rows,
      float[] other,
      float[] own,
      AlsSettings settings,
      int threads,
      double[] losses) {
    int stride = settings.stride();
    int columns = other.length / stride;
    float[] gram = gram(other, columns, stride, threads);
    Parallel.run(
        threads,
        rows.rows(),
        () -> new RowSolver(stride),
        (row, solver) -> {
          int at = row * stride;
          if (rows.count(row) == 0) {
            Arrays.fill(own, at, at + stride, 0f);
            return;
          }
          float lambda = settings.regularization(rows.count(row), columns);
          solver.solve(gram, other, rows, row, lambda, own, at, settings.steps());
          if (losses.length > 0) {
            losses[row] = solver.loss(gram, other, rows, row, lambda, own, at);
          }
        });
  }

  /** Returns Yᵀ Y, summed in blocks of rows whose bounds do not depend on the threads. */
  private static float[] gram(float[] y, int rows, int stride, int threads) {
    int blocks = (rows + GRAM_BLOCK - 1) / GRAM_BLOCK;
    float[][] parts = new float[blocks][];
    Parallel.run(
        threads,
        blocks,
        () -> stride,
        (block, s) -> {
          parts[block] = new float[s * s];
          RowSolver.gram(
              y, block * GRAM_BLOCK, Math.min(rows, (block + 1) * GRAM_BLOCK), s, parts[block]);
        });
    float[] sum = new float[stride * stride];
    for (float[] part : parts) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i];
      }
    }
    return sum;
  }

  private static float[] start(
      Catalogue catalogue, Confidences items, AlsSettings settings, long seed) {
    int stride = settings.stride();
    float[] y = new float[Math.multiplyExact(catalogue.size(), stride)];
    double scale = 0.1 / Math.sqrt(settings.factors());
    for (int i = 0; i < catalogue.size(); i++) {
      if (items.count(i) > 0) {
        SplittableRandom random = Randomness.generator(seed, "ials", catalogue.hash(i));
        for (int f = 0; f < settings.factors(); f++) {
          y[i * stride + f] = (float) (random.nextGaussian() * scale);
        }
      }
    }
    return y;
  }

  @Override
  public void write(Path folder) {
    try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
      out.doubles("settings", settings.numbers());
      out.floats("vectors", items.data()).number("size", items.size());
      out.number("dimension", items.dimension()).floats("gram", gram);
      out.doubles("losses", losses.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  @Override
  public List<ReportSection.Block> report() {
    return List.of(
        new ReportSection.Chart(
            "Loss of " + name + " after each iteration",
            "A line that is flat at its end says that more iterations would change little.",
            ReportSection.Chart.Kind.LINE,
            "iteration",
            "loss",
            IntStream.rangeClosed(1, losses.size()).mapToObj(Integer::toString).toList(),
            List.of(new ReportSection.Series("loss", losses))));
  }

  /** Reads an embedding that {@link #write} wrote. */
  public static ImplicitAls read(String name, ArrayReader in) {
    double[] s = in.doubles("settings");
    AlsSettings settings = new AlsSettings((int) s[0], (int) s[1], s[2], s[3], s[4], (int) s[5]);
    float[] vectors = in.floats("vectors");
    ItemVectors items =
        new ItemVectors(vectors, (int) in.number("size"), (int) in.number("dimension"));
    float[] gram = in.floats("gram");
    return new ImplicitAls(
        name, settings, items, gram, Arrays.stream(in.doubles("losses")).boxed().toList());
  }

  @Override
  public String name() {
    return name;
  }

  /** Returns how it was trained. */
  public AlsSettings settings() {
    return settings;
  }

  /** Returns the loss after each iteration. */
  public List<Double> losses() {
    return losses;
  }

  @Override
  public ItemVectors items() {
    return items;
  }

  @Override
  public boolean query(Request request, float[] query) {
    Arrays.fill(query, 0f);
    Confidences row = Confidences.ofHistory(request.history(), settings.alpha());
    boolean known = false;
    for (int i = 0; i < row.count(0) && !known; i++) {
      known = row.extra()[i] > 0 && !zero(row.columns()[i]);
    }
    if (!known) {
      return false;
    }
    float lambda = settings.regularization(row.count(0), items.size());
    new RowSolver(items.dimension())
        .solve(gram, items.data(), row, 0, lambda, query, 0, FOLD_IN_STEPS);
    return true;
  }

  private boolean zero(int item) {
    for (int f = items.offset(item); f < items.offset(item) + items.dimension(); f++) {
      if (items.data()[f] != 0) {
        return false;
      }
    }
    return true;
  }
}
