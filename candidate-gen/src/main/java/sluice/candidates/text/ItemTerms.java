package sluice.candidates.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The terms of every item, by field: a forward index in flat arrays.
 *
 * <p>A term is a word of one field; terms are numbered in the order of (field, word), so that the
 * numbers do not depend on the order of the catalogue. Items without terms have an empty row.
 * Immutable, safe for use by many threads. 8 bytes an entry.
 */
public final class ItemTerms {
  private final List<String> fields;
  private final int[] fieldOfTerm;
  private final String[] words;
  private final int[] offsets;
  private final int[] terms;
  private final int[] counts;
  private final int[] documents;

  private ItemTerms(
      List<String> fields,
      int[] fieldOfTerm,
      String[] words,
      int[] offsets,
      int[] terms,
      int[] counts) {
    this.fields = fields;
    this.fieldOfTerm = fieldOfTerm;
    this.words = words;
    this.offsets = offsets;
    this.terms = terms;
    this.counts = counts;
    this.documents = new int[words.length];
    for (int term : terms) {
      documents[term]++;
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
    return words.length;
  }

  /** Returns a term's field, an index into {@link #fields()}. */
  public int field(int term) {
    return fieldOfTerm[term];
  }

  /** Returns a term's word. */
  public String word(int term) {
    return words[term];
  }

  /** Returns in how many items a term occurs. */
  public int documents(int term) {
    return documents[term];
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
    double d = documents[term];
    return Math.log(1 + (items() - d + 0.5) / (d + 0.5));
  }

  /** Collects the words of items. */
  static final class Builder {
    private record Word(int field, String word) {}

    private final List<String> fields;
    private final Map<Word, Integer> numbers = new HashMap<>();
    private final int[] offsets;
    private int[] entries = new int[1024];
    private int size;

    Builder(List<String> fields, int items) {
      this.fields = List.copyOf(fields);
      this.offsets = new int[items + 1];
    }

    /** Adds an occurrence; items come in their order. */
    void add(int item, int field, String word) {
      if (size == entries.length) {
        entries = Arrays.copyOf(entries, size * 2);
      }
      entries[size++] = numbers.computeIfAbsent(new Word(field, word), w -> numbers.size());
      offsets[item + 1] = size;
    }

    ItemTerms build() {
      for (int item = 1; item < offsets.length; item++) {
        offsets[item] = Math.max(offsets[item], offsets[item - 1]);
      }
      Word[] sorted = numbers.keySet().toArray(Word[]::new);
      Arrays.sort(
          sorted,
          (a, b) ->
              a.field != b.field ? Integer.compare(a.field, b.field) : a.word.compareTo(b.word));
      int[] place = new int[sorted.length];
      int[] fieldOfTerm = new int[sorted.length];
      String[] words = new String[sorted.length];
      for (int t = 0; t < sorted.length; t++) {
        place[numbers.getOrDefault(sorted[t], -1)] = t;
        fieldOfTerm[t] = sorted[t].field;
        words[t] = sorted[t].word;
      }
      int[] terms = new int[size];
      int[] counts = new int[size];
      int[] starts = new int[offsets.length];
      int out = 0;
      for (int item = 0; item + 1 < offsets.length; item++) {
        int[] own = new int[offsets[item + 1] - offsets[item]];
        for (int k = 0; k < own.length; k++) {
          own[k] = place[entries[offsets[item] + k]];
        }
        Arrays.sort(own);
        for (int k = 0; k < own.length; k++) {
          if (k > 0 && own[k] == own[k - 1]) {
            counts[out - 1]++;
          } else {
            terms[out] = own[k];
            counts[out++] = 1;
          }
        }
        starts[item + 1] = out;
      }
      return new ItemTerms(
          fields,
          fieldOfTerm,
          words,
          starts,
          Arrays.copyOf(terms, out),
          Arrays.copyOf(counts, out));
    }
  }
}
