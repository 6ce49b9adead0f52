package sluice.serving.live;

import java.util.Set;
import java.util.function.IntPredicate;
import sluice.core.Dictionary;
import sluice.core.RankedItems;
import sluice.core.UserError;
import sluice.serving.search.AlsoLiked;

/** Lists by similarity alone, which no ranker orders: to an item, a vector, similar users. */
final class SimilarityLists {
  /** How many of the nearest people are asked. */
  static final int PEOPLE = 50;

  private final Set<String> forgotten;

  /** Reads a set that others write. */
  SimilarityLists(Set<String> forgotten) {
    this.forgotten = forgotten;
  }

  RankedItems similar(Generation now, String item, Prepared prepared, int n) {
    int index = now.part().catalogue().items().index(item);
    if (!now.catalogue().has(item)) {
      throw new NoSuch("there is no item of this id");
    }
    if (index == Dictionary.UNKNOWN) {
      throw new NoSuch(
          "this item was added after the bundle was made; what is like it is known with the next"
              + " run");
    }
    return now.similar().like(index, eligible(now, prepared), prepared.ties(now), n);
  }

  RankedItems near(Generation now, String embedding, float[] vector, Prepared prepared, int n) {
    int which = now.similar().names().indexOf(embedding);
    if (which < 0) {
      throw new UserError("there is no embedding of this name; there are " + now.similar().names());
    }
    if (vector.length != now.similar().dimension(which)) {
      throw new UserError(
          "the vector has "
              + vector.length
              + " numbers, "
              + now.similar().dimension(which)
              + " are expected");
    }
    return now.similar().near(which, vector, eligible(now, prepared), prepared.ties(now), n);
  }

  RankedItems people(Generation now, Prepared prepared, int n) {
    int self = prepared.request().user();
    AlsoLiked found =
        now.people()
            .alsoLiked(
                prepared.request().history(),
                user -> user != self && !forgotten.contains(now.part().users().id(user)),
                PEOPLE,
                eligible(now, prepared),
                prepared.ties(now),
                n);
    int[] items = found.items().stream().mapToInt(AlsoLiked.Item::item).toArray();
    float[] scores = new float[items.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = found.items().get(i).score();
    }
    return new RankedItems(items, scores);
  }

  private static IntPredicate eligible(Generation now, Prepared prepared) {
    long time = prepared.request().time();
    return item -> now.catalogue().available(item, time) && prepared.wanted().test(item);
  }
}
