package sluice.serving.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;

/**
 * The words of an index that may be meant by one word of a query, by how far they are from it.
 *
 * <p>Edits are the insertion, deletion or substitution of a letter and the transposition of two
 * neighbours, no letter taking part in two of them (optimal string alignment). Words of four to
 * seven letters may have one, longer ones two; shorter words and such with a digit none, since
 * there an edit makes another word rather than a typo, nor words of more than {@value #LONGEST}.
 *
 * @param byDistance the words at each distance: 0 the word itself (whether it occurs or not), 1
 *     words that begin with it where it is still being typed, 2 words one edit away, 3 two edits;
 *     each word stands at its least distance only
 * @param likeliest the {@value #SCORED} that are nearest and, of those, in most items: they share
 *     in the BM25 score. Those beyond match all the same
 */
record Spellings(List<List<BytesRef>> byDistance, List<BytesRef> likeliest) {
  /** How many words share in the score of one. */
  static final int SCORED = 64;

  /** Longer words must be exact: they are seldom words, and their automata grow with them. */
  private static final int LONGEST = 32;

  /** Returns how many edits a word of a query may be away from what is meant. */
  static int edits(String word) {
    int letters = word.codePointCount(0, word.length());
    boolean exact =
        letters < 4 || letters > LONGEST || word.codePoints().anyMatch(Character::isDigit);
    return exact ? 0 : letters < 8 ? 1 : 2;
  }

  /**
   * Looks a word up.
   *
   * @param reader the index
   * @param field whose words are looked at
   * @param word the word of the query
   * @param typing whether the word may go on
   */
  static Spellings of(IndexReader reader, String field, String word, boolean typing)
      throws IOException {
    Found found = new Found(reader, field);
    BytesRef whole = new BytesRef(word);
    found.words.put(whole, new Spelling(whole, 0));
    if (typing) {
      found.add(new CompiledAutomaton(PrefixQuery.toAutomaton(whole), false, true, true), 1);
    }
    int edits = edits(word);
    if (edits > 0) {
      LevenshteinAutomata near = new LevenshteinAutomata(word, true);
      found.add(new CompiledAutomaton(near.toAutomaton(edits), true, false), 1 + edits);
      if (found.words.values().stream().anyMatch(w -> w.distance == 3)) {
        found.bringNearer(new CompiledAutomaton(near.toAutomaton(1), true, false));
      }
    }
    return found.sorted();
  }

  private static final class Spelling {
    private final BytesRef word;
    private int distance;
    private int items;

    Spelling(BytesRef word, int distance) {
      this.word = word;
      this.distance = distance;
    }
  }

  /** Words and what is known of them so far, to be added to from the nearest to the farthest. */
  private static final class Found {
    private static final Comparator<Spelling> LIKELIEST_FIRST =
        Comparator.<Spelling>comparingInt(w -> w.distance)
            .thenComparingInt(w -> -w.items)
            .thenComparing(w -> w.word);

    private final IndexReader reader;
    private final String field;
    private final Map<BytesRef, Spelling> words = new HashMap<>();

    Found(IndexReader reader, String field) {
      this.reader = reader;
      this.field = field;
    }

    void add(CompiledAutomaton automaton, int distance) throws IOException {
      for (LeafReaderContext leaf : reader.leaves()) {
        Terms terms = leaf.reader().terms(field);
        if (terms == null) {
          continue;
        }
        TermsEnum each = automaton.getTermsEnum(terms);
        for (BytesRef term = each.next(); term != null; term = each.next()) {
          Spelling known = words.get(term);
          if (known == null) {
            BytesRef own = BytesRef.deepCopyOf(term);
            known = new Spelling(own, distance);
            words.put(own, known);
          }
          // A nearer one had its items counted when it was found.
          if (known.distance == distance) {
            known.items += each.docFreq();
          }
        }
      }
    }

    /** Moves those of the words two edits away that one edit reaches. */
    void bringNearer(CompiledAutomaton oneEdit) {
      for (Spelling each : words.values()) {
        BytesRef word = each.word;
        if (each.distance == 3 && oneEdit.runAutomaton.run(word.bytes, word.offset, word.length)) {
          each.distance = 2;
        }
      }
    }

    Spellings sorted() {
      List<Spelling> sorted = new ArrayList<>(words.values());
      sorted.sort(LIKELIEST_FIRST);
      List<List<BytesRef>> byDistance = new ArrayList<>();
      for (int distance = 0; distance <= 3; distance++) {
        int d = distance;
        byDistance.add(sorted.stream().filter(w -> w.distance == d).map(w -> w.word).toList());
      }
      return new Spellings(
          List.copyOf(byDistance), sorted.stream().limit(SCORED).map(w -> w.word).toList());
    }
  }
}
