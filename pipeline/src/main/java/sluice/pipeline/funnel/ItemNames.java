package sluice.pipeline.funnel;

import org.jspecify.annotations.Nullable;
import sluice.core.Column;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.evaluation.Judgements;

/** What items are called where a person reads of them: their title, else their id. */
final class ItemNames {
  private final FittingPart part;

  ItemNames(FittingPart part) {
    this.part = part;
  }

  /** Returns the title of an item of the catalogue, else its id. */
  String name(int item) {
    EntityTable items = part.items();
    int row = items.row(item, part.asOf());
    @Nullable Column column = items.columns().get("title");
    String title = row >= 0 && column instanceof Column.Texts texts ? texts.value(row) : "";
    return title.isEmpty() ? part.catalogue().items().id(item) : title;
  }

  /** Returns the name of a judged item, which may lie outside the catalogue. */
  String name(Judgements judged, int item) {
    return item < part.catalogue().size() ? name(item) : judged.itemId(item);
  }
}
