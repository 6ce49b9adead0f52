package sluice.serving.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Cuts a text into words, the same way for items and for queries: runs of letters and digits, cut
 * further by Unicode's word boundaries, in lower case, Latin letters without diacritics.
 *
 * <p>No stemming and no stop words, so that what one sees in a title is what one can search for.
 * Safe for use by many threads.
 */
final class WordAnalyzer extends Analyzer {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");

  @Override
  protected TokenStreamComponents createComponents(String field) {
    Tokenizer words = new StandardTokenizer();
    return new TokenStreamComponents(words, new ASCIIFoldingFilter(new LowerCaseFilter(words)));
  }

  /**
   * Makes ready to be cut: letters and their diacritics become one character, the only form that is
   * folded, and all but letters and digits becomes a space, since Unicode's rules keep {@code
   * Mission:Impossible} and {@code l'amour} in one piece.
   */
  static String prepare(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
    return BETWEEN_WORDS.matcher(composed).replaceAll(" ");
  }

  /** Returns the different words of a query, in their order, up to its limits. */
  List<String> words(String text) {
    Set<String> words = new LinkedHashSet<>();
    String last = "";
    try (TokenStream tokens = tokenStream("", prepare(cut(text)))) {
      CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      for (int i = 0; i < SearchQuery.WORD_LIMIT && tokens.incrementToken(); i++) {
        last = word.toString();
        words.add(last);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // The word being typed stays the last one, though it may have come before.
    if (words.remove(last)) {
      words.add(last);
    }
    return List.copyOf(words);
  }

  private static String cut(String text) {
    if (text.length() <= SearchQuery.TEXT_LIMIT) {
      return text;
    }
    boolean pair = Character.isHighSurrogate(text.charAt(SearchQuery.TEXT_LIMIT - 1));
    return text.substring(0, SearchQuery.TEXT_LIMIT - (pair ? 1 : 0));
  }
}
