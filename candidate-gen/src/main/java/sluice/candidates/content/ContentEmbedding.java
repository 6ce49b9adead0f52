package sluice.candidates.content;

import java.nio.file.Path;
import java.util.List;
import sluice.candidates.embedding.HistoryMean;
import sluice.candidates.text.ItemTermReader;
import sluice.candidates.text.ItemTerms;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.ItemVectors;
import sluice.core.ReportSection;
import sluice.core.Request;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * Item vectors from words, categories and tags: latent semantic analysis (Deerwester et al. 1990)
 * of the TF-IDF matrix.
 *
 * <p>Each field of an item is a unit vector of (1 + ln count) × rarity over its terms, the fields
 * are added and scaled to length 1 again, and the rows are projected on the leading right singular
 * vectors ({@link TruncatedSvd}) and scaled to length 1. Items without a term that another item
 * shares are zero. A request's vector is the mean of its history's item vectors, each weighted by
 * its weight (0 for negative events) and 2^(−age / halfLife), age the number of interactions that
 * came after, scaled to length 1. So the score is a cosine.
 *
 * <p>A function of the part and the seed, the same to the bit for any number of threads. Immutable,
 * safe for use by many threads.
 */
public final class ContentEmbedding implements Embedding {
  /** What the embedding is called. */
  public static final String NAME = "content";

  static final String FILE = "vectors.arrays";

  private final HistoryMean mean;
  private final List<String> fields;

  private ContentEmbedding(ItemVectors items, List<String> fields, double halfLife) {
    this.mean = new HistoryMean(items, halfLife);
    this.fields = fields;
  }

  /**
   * Makes the vectors.
   *
   * @throws sluice.core.UserError where the settings name a field that the data lacks
   */
  public static ContentEmbedding fit(
      FittingPart part, ContentSettings settings, long seed, int threads) {
    List<String> fields = fields(part, settings);
    ItemTerms terms = ItemTermReader.read(part, fields);
    float[] vectors =
        TruncatedSvd.project(TermMatrix.of(terms), terms, settings.dimension(), seed, threads);
    for (int item = 0; item < terms.items(); item++) {
      HistoryMean.normalise(vectors, item * settings.dimension(), settings.dimension());
    }
    ItemVectors items = new ItemVectors(vectors, terms.items(), settings.dimension());
    return new ContentEmbedding(items, fields, settings.halfLife());
  }

  /**
   * Says whether a part has anything to make vectors of: a term that two items share.
   *
   * @throws sluice.core.UserError where the settings name a field that the data lacks
   */
  public static boolean possible(FittingPart part, ContentSettings settings) {
    return ItemTermReader.anyShared(part, fields(part, settings));
  }

  private static List<String> fields(FittingPart part, ContentSettings settings) {
    return settings.fields().isEmpty()
        ? ItemTermReader.readable(part)
        : ItemTermReader.choose(part, settings.fields(), "candidates.content.fields");
  }

  @Override
  public void write(Path folder) {
    try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
      out.floats("vectors", items().data()).number("size", items().size());
      out.number("dimension", items().dimension()).strings("fields", fields);
      out.doubles("halfLife", new double[] {mean.halfLife()});
    }
  }

  @Override
  public List<ReportSection.Block> report() {
    return List.of(
        new ReportSection.Text(
            fields.isEmpty()
                ? "The items have no texts, categories or tags: there are no content vectors."
                : "Content vectors are made of " + String.join(", ", fields) + "."));
  }

  /** Reads an embedding. */
  public static ContentEmbedding read(ArrayReader in) {
    float[] vectors = in.floats("vectors");
    ItemVectors items =
        new ItemVectors(vectors, (int) in.number("size"), (int) in.number("dimension"));
    return new ContentEmbedding(items, in.strings("fields"), in.doubles("halfLife")[0]);
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Returns the fields that the vectors were made of. */
  public List<String> fields() {
    return fields;
  }

  @Override
  public ItemVectors items() {
    return mean.items();
  }

  @Override
  public boolean query(Request request, float[] query) {
    return mean.query(request.history(), query);
  }
}
