package sluice.candidates.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;

/**
 * The terms of every item, by field: a Lucene index turned round, in flat arrays.
 *
 * <p>A term is a word of one field; terms are numbered in the order of (field, word), so that the
 * numbers do not depend on the order of the catalogue. Items without terms have an empty row.
 * Immutable, safe for use by many threads. 8 bytes an entry.
 */
public final class ItemTerms {
  private final List<String> fields;
  private final List<Word> words = new ArrayList<>();
  private final int[] offsets;
  private final int[] terms;
  private final int[] counts;

  private record Word(int field, String word, int documents) {}

  private ItemTerms(List<String> fields, int items, int entries) {
    this.fields = List.copyOf(fields);
    this.offsets = new int[items + 1];
    this.terms = new int[entries];
    this.counts = new int[entries];
  }

  /**
   * Reads the terms of an index.
   *
   * @param fields that are read, in this order
   * @param index one document an item, in the order of the catalogue, without deletions
   */
  static ItemTerms of(List<String> fields, LeafReader index) throws IOException {
    int entries = 0;
    for (String field : fields) {
      Terms indexed = index.terms(field);
      entries += indexed == null ? 0 : (int) indexed.getSumDocFreq();
    }
    ItemTerms terms = new ItemTerms(fields, index.maxDoc(), entries);
    terms.read(index);
    return terms;
  }

  private void read(LeafReader index) throws IOException {
    int[] items = new int[terms.length];
    int[] frequencies = new int[terms.length];
    int size = 0;
    for (int field = 0; field < fields.size(); field++) {
      Terms indexed = index.terms(fields.get(field));
      TermsEnum each = indexed == null ? TermsEnum.EMPTY : indexed.iterator();
      while (each.next() != null) {
        words.add(new Word(field, each.term().utf8ToString(), each.docFreq()));
        PostingsEnum postings = each.postings(null, PostingsEnum.FREQS);
        while (postings.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
          items[size] = postings.docID();
          frequencies[size++] = postings.freq();
          offsets[postings.docID() + 1]++;
        }
      }
    }
    for (int item = 0; item < items(); item++) {
      offsets[item + 1] += offsets[item];
    }
    int[] next = offsets.clone();
    for (int term = 0, entry = 0; term < words.size(); term++) {
      for (int end = entry + words.get(term).documents; entry < end; entry++) {
        int to = next[items[entry]]++;
        terms[to] = term;
        counts[to] = frequencies[entry];
      }
    }
  }

  /** Returns the fields that were read. */
  public List<String> fields() {
    return fields;
  }

  /** Returns the number of items, with terms or without. */
  public int items() {
    return offsets.length - 1;
  }

  /** Returns the number of different terms. */
  public int size() {
    return words.size();
  }

  /** Returns a term's field, an index into {@link #fields()}. */
  public int field(int term) {
    return words.get(term).field;
  }

  /** Returns a term's word. */
  public String word(int term) {
    return words.get(term).word;
  }

  /** Returns in how many items a term occurs. */
  public int documents(int term) {
    return words.get(term).documents;
  }

  /** Returns how many different terms an item has. */
  public int count(int item) {
    return offsets[item + 1] - offsets[item];
  }

  /** Returns an item's k-th term; terms ascend. */
  public int term(int item, int k) {
    return terms[offsets[item] + k];
  }

  /** Returns how often an item has its k-th term. */
  public int frequency(int item, int k) {
    return counts[offsets[item] + k];
  }

  /** Returns how rare a term is: ln(1 + (N − d + ½) / (d + ½)), as BM25 has it. */
  public double rarity(int term) {
    double d = documents(term);
    return Math.log(1 + (items() - d + 0.5) / (d + 0.5));
  }
}
