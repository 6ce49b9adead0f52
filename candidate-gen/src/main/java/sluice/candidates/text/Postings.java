package sluice.candidates.text;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.SmallFloat;
import sluice.candidates.SampledLimits;
import sluice.core.RankedItems;
import sluice.core.TieBreak;
import sluice.core.TopK;

/**
 * The postings of a Lucene index, read once into flat arrays, and their BM25 scores.
 *
 * <p>A query of many terms looks at nearly every posting of them, and most of that time goes into
 * unpacking and into Lucene's calls per document. Here a posting is a document and the part of BM25
 * that no query changes; a search adds term after term into one sum a document.
 *
 * <p>Scores are those of Lucene's {@code BM25Similarity} with k1 1.2 and b 0.75, operation for
 * operation in float: weight − weight / (1 + frequency / (k1 (1 − b + b · length / mean))), weight
 * = boost · ln(1 + (N − d + ½) / (d + ½)), N and the mean over the documents of the field, lengths
 * as Lucene rounds them; the parts of a document are added in double in the order of the query.
 *
 * <p>Time grows as the postings of the wanted terms, plus one look at each document. 8 bytes a
 * posting, and 12 bytes a document for each thread that searches. Immutable but for these, safe for
 * use by many threads.
 */
final class Postings {
  /** Of an index of no documents. */
  static final Postings NONE = new Postings(new int[1], new float[0], 0, 0);

  private static final float K1 = 1.2f;
  private static final float B = 0.75f;
  private static final int BLOCK = 256;

  private final int[] starts;
  private final float[] rarity;
  private final int[] documents;

  /** 1 + frequency / (k1 (1 − b + b · length / mean)). */
  private final float[] saturation;

  private final ThreadLocal<Scratch> scratch;

  private Postings(int[] starts, float[] rarity, int size, int documents) {
    this.starts = starts;
    this.rarity = rarity;
    this.documents = new int[size];
    this.saturation = new float[size];
    this.scratch = ThreadLocal.withInitial(() -> new Scratch(documents));
  }

  /**
   * Reads the postings of some terms.
   *
   * @param terms those that the index was built of
   * @param leaf the one segment of the index, without deletions
   */
  static Postings read(ItemTerms terms, LeafReader leaf) throws IOException {
    int[] starts = new int[terms.size() + 1];
    for (int t = 0; t < terms.size(); t++) {
      starts[t + 1] = starts[t] + terms.documents(t);
    }
    Postings postings =
        new Postings(starts, new float[terms.size()], starts[terms.size()], leaf.maxDoc());
    for (int t = 0; t < terms.size(); ) {
      int field = terms.field(t);
      Terms indexed = leaf.terms(terms.fields().get(field));
      if (indexed == null) {
        throw new IOException("it has no field " + terms.fields().get(field));
      }
      float[] lengthParts = lengthParts(indexed);
      byte[] lengths = lengths(terms.fields().get(field), leaf);
      TermsEnum each = indexed.iterator();
      for (; t < terms.size() && terms.field(t) == field; t++) {
        if (!each.seekExact(new BytesRef(terms.word(t))) || each.docFreq() != terms.documents(t)) {
          throw new IOException("its postings of " + terms.word(t) + " are not those of the terms");
        }
        long all = indexed.getDocCount();
        long some = each.docFreq();
        postings.rarity[t] = (float) Math.log(1 + (all - some + 0.5) / (some + 0.5));
        postings.read(each.postings(null, PostingsEnum.FREQS), starts[t], lengthParts, lengths);
      }
    }
    return postings;
  }

  private void read(PostingsEnum term, int start, float[] lengthParts, byte[] lengths)
      throws IOException {
    int at = start;
    for (int doc = term.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = term.nextDoc()) {
      documents[at] = doc;
      saturation[at++] = 1f + term.freq() * lengthParts[lengths[doc] & 0xFF];
    }
  }

  /**
   * Returns 1 / (k1 (1 − b + b · length / mean)) for each of the lengths that Lucene tells apart.
   */
  private static float[] lengthParts(Terms terms) throws IOException {
    float mean = (float) (terms.getSumTotalTermFreq() / (double) terms.getDocCount());
    float[] parts = new float[256];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = 1f / (K1 * ((1 - B) + B * SmallFloat.byte4ToInt((byte) i) / mean));
    }
    return parts;
  }

  private static byte[] lengths(String field, LeafReader leaf) throws IOException {
    byte[] lengths = new byte[leaf.maxDoc()];
    NumericDocValues norms = leaf.getNormValues(field);
    for (int doc = norms.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = norms.nextDoc()) {
      lengths[doc] = (byte) norms.longValue();
    }
    return lengths;
  }

  /**
   * Returns the best items of which a document holds one of the terms.
   *
   * @param wanted the terms, each once
   * @param boosts what each counts, more than 0
   * @param items the item of each document
   * @param eligible which items may come back; asked only of those that might make the list
   * @param ties the order among equal scores
   * @param n how many at most
   */
  RankedItems search(
      int[] wanted, float[] boosts, int[] items, IntPredicate eligible, TieBreak ties, int n) {
    Scratch own = scratch.get();
    for (int i = 0; i < wanted.length; i++) {
      add(wanted[i], boosts[i], own);
    }
    float[] scores = own.takeScores();
    SampledLimits limits = new SampledLimits(scores, items.length, n);
    TopK top = new TopK(Math.min(n, items.length));
    float limit;
    do {
      limit = limits.next();
      top.reset(ties);
    } while (above(limit, scores, items, eligible, top) < n
        && limit > 0); // at 0 all that score were offered
    return top.take();
  }

  /** Offers the documents whose score reaches a limit; returns how many items were eligible. */
  private static int above(
      float limit, float[] scores, int[] items, IntPredicate eligible, TopK top) {
    float least = Math.max(limit, Float.MIN_VALUE); // 0 is a document that holds none of the terms
    int reached = 0;
    for (int doc = 0; doc < items.length; doc++) {
      float score = scores[doc];
      if (score >= least && score >= top.threshold() && eligible.test(items[doc])) {
        top.offer(items[doc], score);
        reached++;
      }
    }
    return reached;
  }

  private void add(int term, float boost, Scratch own) {
    float weight = boost * rarity[term];
    float[] parts = own.parts;
    double[] sums = own.sums;
    int end = starts[term + 1];
    for (int from = starts[term]; from < end; from += BLOCK) {
      int size = Math.min(BLOCK, end - from);
      for (int i = 0; i < size; i++) { // apart from the sums, so that it is done in vectors
        parts[i] = weight - weight / saturation[from + i];
      }
      for (int i = 0; i < size; i++) {
        sums[documents[from + i]] += parts[i];
      }
    }
  }

  /** The memory of one thread's searches. */
  private static final class Scratch {
    private final double[] sums;
    private final float[] scores;
    private final float[] parts = new float[BLOCK];

    Scratch(int documents) {
      sums = new double[documents];
      scores = new float[documents];
    }

    /** Returns the sums as floats, and sets them to 0 for the next search. */
    float[] takeScores() {
      for (int doc = 0; doc < sums.length; doc++) {
        scores[doc] = (float) sums[doc];
      }
      Arrays.fill(sums, 0);
      return scores;
    }
  }
}
