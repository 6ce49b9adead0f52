package sluice.serving.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.funnel.Funnel;
import sluice.funnel.bundle.Bundle;
import sluice.funnel.bundle.EventWeights;
import sluice.serving.feedback.Attributes;
import sluice.serving.search.ItemSearch;
import sluice.serving.search.PeopleLikeYou;

/**
 * One loaded bundle with what is derived of it, the counts up to one day, and the catalogue at one
 * version: the generation that a request is answered by from its first stage to its last. Safe for
 * use by many threads.
 *
 * @param bundle what was loaded
 * @param funnel what answers: the bundle's, with counts that may go on
 * @param counts up to when those go
 * @param search the catalogue by words
 * @param similar items like an item
 * @param people what similar users also liked
 * @param weights what events count
 * @param catalogue what was written about items since
 */
record Generation(
    Bundle bundle,
    Funnel funnel,
    CountsVersion counts,
    ItemSearch search,
    SimilarItems similar,
    PeopleLikeYou people,
    EventWeights weights,
    LiveCatalogue catalogue) {
  /** How many words a card has about an item. */
  private static final int ABOUT = 4;

  /** Derives, with the catalogue as the bundle has it. */
  static Generation of(Bundle bundle) {
    FittingPart part = bundle.funnel().fitted().part();
    return new Generation(
        bundle,
        bundle.funnel(),
        CountsVersion.ofBundle(part.asOf()),
        ItemSearch.of(part),
        new SimilarItems(bundle.funnel().fitted().retrieval().embeddings()),
        PeopleLikeYou.of(part),
        bundle.weights(),
        LiveCatalogue.of(part));
  }

  /** Returns the same with the catalogue at another version. */
  Generation with(LiveCatalogue next) {
    return new Generation(bundle, funnel, counts, search, similar, people, weights, next);
  }

  /** Returns the same with the counts of another generation of the same bundle. */
  Generation with(Funnel counted, CountsVersion version) {
    return new Generation(bundle, counted, version, search, similar, people, weights, catalogue);
  }

  FittingPart part() {
    return bundle.funnel().fitted().part();
  }

  String id() {
    return bundle.manifest().id();
  }

  /** Returns what an item is called: the column {@code title} or {@code name}, else its id. */
  String title(String item) {
    Optional<Attributes> written = catalogue.attributes(item);
    if (written.isPresent()) {
      List<String> title = written.get().of("title");
      return (title.isEmpty() ? written.get().of("name") : title)
          .stream().filter(t -> !t.isBlank()).findFirst().orElse(item);
    }
    int index = part().catalogue().items().index(item);
    if (index != Dictionary.UNKNOWN) {
      int row = part().items().row(index, Long.MAX_VALUE);
      for (String column : new String[] {"title", "name"}) {
        Optional<Column> texts = Optional.ofNullable(part().items().columns().get(column));
        if (row >= 0
            && texts.isPresent()
            && texts.get() instanceof Column.Texts t
            && !t.value(row).isBlank()) {
          return t.value(row);
        }
      }
    }
    return item;
  }

  /** Returns what a page shows of an item. */
  ItemCard card(String item) {
    List<String> about = new ArrayList<>();
    Optional<Attributes> written = catalogue.attributes(item);
    if (written.isPresent()) {
      part()
          .items()
          .columns()
          .forEach((name, column) -> {
            if (column instanceof Column.Categories) {
              about.addAll(written.get().of(name));
            }
          });
      return new ItemCard(item, title(item), about.stream().limit(ABOUT).toList());
    }
    int index = part().catalogue().items().index(item);
    int row = index == Dictionary.UNKNOWN ? -1 : part().items().row(index, Long.MAX_VALUE);
    for (Map.Entry<String, Column> column : part().items().columns().entrySet()) {
      if (row >= 0 && column.getValue() instanceof Column.Categories c) {
        for (int k = 0; k < c.count(row) && about.size() < ABOUT; k++) {
          about.add(c.values().id(c.code(row, k)));
        }
      }
    }
    return new ItemCard(item, title(item), about);
  }
}
