package sluice.candidates.source;

import java.util.stream.IntStream;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.Request;

/** Which segments a request belongs to, and how much to each. Immutable. */
sealed interface SegmentShares {
  /** Where segments and their shares go. */
  interface Taker {
    /** Takes a segment with a share above 0; shares add up to 1 at most. */
    void take(int segment, double share);
  }

  /** Gives the segments of a request; none where nothing is known. */
  void of(Request request, Taker taker);

  /**
   * The categories of the user as of the request: what the context says under the column's name, or
   * else what the user table says, each category alike.
   */
  record OfUser(String column, EntityTable rows, Column.Categories categories)
      implements SegmentShares {
    @Override
    public void of(Request request, Taker taker) {
      String told = request.context().get(column);
      if (told != null) {
        int code = categories.values().index(told);
        if (code != Dictionary.UNKNOWN) {
          taker.take(code, 1);
        }
        return;
      }
      int row =
          request.user() == Dictionary.UNKNOWN ? -1 : rows.row(request.user(), request.time());
      if (row >= 0) {
        int count = categories.count(row);
        for (int k = 0; k < count; k++) {
          taker.take(categories.code(row, k), 1.0 / count);
        }
      }
    }
  }

  /**
   * The categories that the user has touched most: an interaction's weight falls to the categories
   * of its item alike, and the {@code most} heaviest take shares by their weight.
   */
  record OfItems(FittingPart part, Column.Categories categories, int most)
      implements SegmentShares {
    @Override
    public void of(Request request, Taker taker) {
      History history = request.history();
      double[] touched = new double[categories.values().size()];
      for (int i = 0; i < history.size(); i++) {
        int row = history.weight(i) > 0 ? part.items().row(history.item(i), part.asOf()) : -1;
        int count = row < 0 ? 0 : categories.count(row);
        for (int k = 0; k < count; k++) {
          touched[categories.code(row, k)] += history.weight(i) / count;
        }
      }
      // equal weights by the order of the names in the data, the same for everyone
      int[] best =
          IntStream.range(0, touched.length)
              .filter(c -> touched[c] > 0)
              .boxed()
              .sorted((a, b) -> Double.compare(touched[b], touched[a]))
              .mapToInt(Integer::intValue)
              .limit(most)
              .toArray();
      double all = IntStream.of(best).mapToDouble(c -> touched[c]).sum();
      for (int c : best) {
        taker.take(c, touched[c] / all);
      }
    }
  }
}
