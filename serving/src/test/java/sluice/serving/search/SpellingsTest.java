package sluice.serving.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;

class SpellingsTest {
  /** Each word in a random vocabulary, over several segments, stands at the distance by hand. */
  @Test
  void distancesAreThoseOfOptimalStringAlignment() throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    TreeSet<String> vocabulary = new TreeSet<>();
    while (vocabulary.size() < 2_000) {
      vocabulary.add(word(random, 3 + random.nextInt(8)));
    }
    try (DirectoryReader reader = index(vocabulary)) {
      assertThat(reader.leaves()).hasSizeGreaterThan(1);
      int typos = 0;
      for (int round = 0; round < 200; round++) {
        String word = word(random, 2 + random.nextInt(9));
        boolean typing = random.nextBoolean();
        Spellings spellings = Spellings.of(reader, "w", word, typing);
        List<List<String>> expected =
            List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        expected.get(0).add(word);
        for (String w : vocabulary) {
          int edits = edits(word, w);
          if (edits == 0) {
            continue;
          }
          if (typing && w.startsWith(word)) {
            expected.get(1).add(w);
          } else if (edits <= Spellings.edits(word)) {
            expected.get(1 + edits).add(w);
            typos++;
          }
        }
        for (int d = 0; d <= 3; d++) {
          assertThat(spellings.byDistance().get(d).stream().map(BytesRef::utf8ToString))
              .as("%s at %d", word, d)
              .containsExactlyInAnyOrderElementsOf(expected.get(d));
        }
        assertThat(spellings.likeliest().size())
            .isEqualTo(Math.min(Spellings.SCORED, expected.stream().mapToInt(List::size).sum()));
        assertThat(spellings.likeliest().getFirst().utf8ToString()).isEqualTo(word);
      }
      assertThat(typos).isGreaterThan(1_000);
    }
  }

  @Test
  void shortAndEndlessWordsAndNumbersMustBeExact() {
    assertThat(Spellings.edits("war")).isZero();
    assertThat(Spellings.edits("wars")).isEqualTo(1);
    assertThat(Spellings.edits("warrior")).isEqualTo(1);
    assertThat(Spellings.edits("warriors")).isEqualTo(2);
    assertThat(Spellings.edits("catch22")).isZero();
    assertThat(Spellings.edits("x".repeat(32))).isEqualTo(2);
    assertThat(Spellings.edits("x".repeat(33))).isZero();
  }

  private static String word(SplittableRandom random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append("abé".charAt(random.nextInt(3)));
    }
    return word.toString();
  }

  private static DirectoryReader index(Iterable<String> words) throws IOException {
    ByteBuffersDirectory directory = new ByteBuffersDirectory();
    IndexWriterConfig config = new IndexWriterConfig().setMergePolicy(NoMergePolicy.INSTANCE);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      int i = 0;
      for (String word : words) {
        Document document = new Document();
        document.add(new StringField("w", word, Field.Store.NO));
        writer.addDocument(document);
        if (++i % 500 == 0) {
          writer.commit();
        }
      }
    }
    return DirectoryReader.open(directory);
  }

  private static int edits(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + substitution);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
