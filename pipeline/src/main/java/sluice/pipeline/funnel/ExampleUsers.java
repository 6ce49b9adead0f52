package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.JudgedRequest;
import sluice.core.Randomness;
import sluice.evaluation.Stage;
import sluice.evaluation.report.Example;
import sluice.ranking.settings.RankingSettings;

/**
 * A handful of users for the report: what they liked, what was held out, what each stage made of
 * it.
 *
 * <p>Drawn by a hash of (seed, user) among users with some history and a relevant item, so that
 * nobody picks flattering ones.
 */
final class ExampleUsers {
  private static final int USERS = 5;
  private static final int SHOWN = 6;
  private static final int LEAST_HISTORY = 3;

  private final FoldRun.Outcome fold;
  private final FittingPart part;
  private final ItemNames names;
  private final long seed;

  ExampleUsers(FoldRun.Outcome fold, long seed) {
    this.fold = fold;
    this.part = fold.fold().fitting();
    this.names = new ItemNames(part);
    this.seed = seed;
  }

  /** Returns the examples. */
  List<Example> examples() {
    List<JudgedRequest> requests = fold.fold().test();
    return IntStream.range(0, requests.size())
        .filter(i -> requests.get(i).request().history().size() >= LEAST_HISTORY)
        .filter(i -> !requests.get(i).relevant().isEmpty())
        .boxed()
        .sorted(
            Comparator.comparingLong(i ->
                Randomness.key(seed, "examples", Randomness.hash(requests.get(i).request().id()))))
        .limit(USERS)
        .map(i -> example(requests.get(i), i))
        .toList();
  }

  private Example example(JudgedRequest request, int i) {
    Set<Integer> relevant = request.relevant();
    History history = request.request().history();
    List<Example.Item> liked = new ArrayList<>();
    for (int h = history.size() - 1; h >= 0 && liked.size() < SHOWN; h--) {
      if (history.weight(h) > 0) {
        liked.add(item(history.item(h), value(history.value(h)), false));
      }
    }
    List<Example.Item> heldOut = new ArrayList<>();
    for (int r = 0; r < request.size() && heldOut.size() < SHOWN; r++) {
      if (request.gain(r) > 0) {
        heldOut.add(
            request.item(r) == Dictionary.UNKNOWN
                ? new Example.Item(
                    request.itemId(r), request.itemId(r), "not in the catalogue", true)
                : item(request.item(r), value(request.value(r)), true));
      }
    }
    List<Example.StageItems> stages = new ArrayList<>();
    for (OfflineEvaluation.SystemLists system : fold.evaluation().systems()) {
      if (system.stage != Stage.REFERENCE && !system.name.equals(RankingSettings.BASELINE)) {
        int[] list = system.items[i];
        stages.add(
            new Example.StageItems(
                system.name,
                IntStream.range(0, Math.min(SHOWN, list.length))
                    .mapToObj(place -> item(list[place], "", relevant.contains(list[place])))
                    .toList()));
      }
    }
    return new Example(
        request.request().id(),
        history.size() + " interactions before, " + relevant.size() + " relevant held out",
        liked,
        heldOut,
        stages);
  }

  private Example.Item item(int item, String note, boolean relevant) {
    String id = part.catalogue().items().id(item);
    String kinds = note.isEmpty() ? categories(item) : note;
    return new Example.Item(id, names.name(item), kinds, relevant);
  }

  private String categories(int item) {
    EntityTable items = part.items();
    int row = items.row(item, part.asOf());
    @Nullable Column column = items.columns().get("genres");
    if (row < 0 || !(column instanceof Column.Categories categories)) {
      return "";
    }
    List<String> names = new ArrayList<>();
    for (int k = 0; k < categories.count(row); k++) {
      names.add(categories.values().id(categories.code(row, k)));
    }
    return String.join(", ", names);
  }

  private static String value(float value) {
    return Float.isNaN(value) ? "" : "value " + value;
  }
}
