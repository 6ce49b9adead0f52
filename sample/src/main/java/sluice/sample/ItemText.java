package sluice.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import sluice.core.Randomness;
import sluice.sample.truth.TrueModel;

/** Writes titles, descriptions and genres whose words lean the way the item's taste does. */
final class ItemText {
  private final long seed;
  private final WorldItems items;
  private final TopicSpace space;

  ItemText(long seed, WorldItems items, TopicSpace space) {
    this.seed = seed;
    this.items = items;
    this.space = space;
  }

  /** Returns the title: two words of the topic; the same for all of a series but for the number. */
  String title(int item) {
    int first = items.series()[item];
    SplittableRandom r = Randomness.generator(seed, "title", first);
    List<String> words = words(first, r);
    String title =
        Vocabulary.adjective(r.nextInt(1 << 16))
            + " "
            + words.get(0)
            + " "
            + words.get(1)
            + " "
            + Vocabulary.form(r.nextInt(1 << 16));
    title = Character.toUpperCase(title.charAt(0)) + title.substring(1);
    return items.episode()[item] == 0 ? title : title + ", part " + items.episode()[item];
  }

  /** Returns a sentence or two. */
  String description(int item) {
    SplittableRandom r = Randomness.generator(seed, "description", item);
    List<String> words = words(item, r);
    int topic = items.truth().topics()[item];
    return "A "
        + Vocabulary.adjective(r.nextInt(1 << 16))
        + " "
        + Vocabulary.form(r.nextInt(1 << 16))
        + " about "
        + words.get(0)
        + ", "
        + words.get(1)
        + " and "
        + words.get(2)
        + ". "
        + Vocabulary.creator(items.truth().creators()[item])
        + " on "
        + Vocabulary.topic(topic)
        + (r.nextDouble() < 0.3
            ? ", with some " + Vocabulary.topic(r.nextInt(TrueModel.TOPICS))
            : "")
        + ".";
  }

  /** Returns one or two genres, the second where the item leans that way, joined by a bar. */
  String genres(int item) {
    int own = TopicSpace.genre(items.truth().topics()[item]);
    int second = -1;
    float best = 0.25f;
    for (int g = 0; g < TrueModel.GENRES; g++) {
      float along = space.alongGenre(items.truth().tastes(), item * TrueModel.DIMENSIONS, g);
      if (g != own && along > best) {
        best = along;
        second = g;
      }
    }
    return Vocabulary.genre(own) + (second < 0 ? "" : "|" + Vocabulary.genre(second));
  }

  /**
   * Returns a tag that a user might give an item: mostly its topic or one of its words, now and
   * then anything.
   */
  String tag(int item, SplittableRandom r) {
    double which = r.nextDouble();
    if (which < 0.1) {
      return Vocabulary.adjective(r.nextInt(1 << 16));
    }
    return which < 0.45 ? Vocabulary.topic(items.truth().topics()[item]) : words(item, r).get(0);
  }

  private List<String> words(int item, SplittableRandom r) {
    int topic = items.truth().topics()[item];
    double[] scores = new double[Vocabulary.WORDS];
    for (int w = 0; w < scores.length; w++) {
      double gumbel = -StrictMath.log(-StrictMath.log(1 - r.nextDouble() * 0.999_999));
      scores[w] =
          4 * space.alongWord(items.truth().tastes(), item * TrueModel.DIMENSIONS, topic, w)
              + 0.7 * gumbel;
    }
    return new ArrayList<>(
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(w -> -scores[w]))
            .map(w -> Vocabulary.word(topic, w))
            .toList());
  }
}
