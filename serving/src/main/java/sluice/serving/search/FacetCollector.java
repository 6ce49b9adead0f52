package sluice.serving.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.util.BytesRef;
import sluice.serving.search.SearchResult.Facet;
import sluice.serving.search.SearchResult.FacetValue;

/**
 * Filters the items that match a text, hands those that pass on, and counts facets in the same
 * pass.
 *
 * <p>An item that passes every filter counts for every facet; one that fails on one column alone
 * counts for that column's facet, which does not heed its own filter; others count nowhere. For one
 * search and one thread.
 */
final class FacetCollector implements Collector {
  private final List<String> columns;
  private final Map<String, Set<String>> filters;
  private final Collector hits;
  private final List<Map<String, Long>> counts = new ArrayList<>();
  private long matched;
  private long passed;

  /**
   * Makes a collector.
   *
   * @param columns the facet columns
   * @param filters by column the wanted values
   * @param hits receives the items that pass
   */
  FacetCollector(List<String> columns, Map<String, Set<String>> filters, Collector hits) {
    this.columns = columns;
    this.filters = filters;
    this.hits = hits;
    columns.forEach(c -> counts.add(new HashMap<>()));
  }

  /** Returns how many items matched the text, whether they passed or not. */
  long matched() {
    return matched;
  }

  /** Returns how many items passed. */
  long passed() {
    return passed;
  }

  /** Returns the facets of all that was collected. */
  List<Facet> facets() {
    List<Facet> facets = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      Map<String, Long> count = counts.get(c);
      Set<String> chosen = filters.getOrDefault(columns.get(c), Set.of());
      List<FacetValue> values = new ArrayList<>();
      count.forEach((value, n) -> values.add(new FacetValue(value, n)));
      values.sort(
          Comparator.comparingLong(FacetValue::count).reversed().thenComparing(FacetValue::value));
      int listed = Math.min(Facet.LIMIT, values.size());
      List<FacetValue> shown = new ArrayList<>(values.subList(0, listed));
      values.stream().skip(listed).filter(v -> chosen.contains(v.value())).forEach(shown::add);
      chosen.stream()
          .filter(v -> !count.containsKey(v))
          .sorted()
          .forEach(v -> shown.add(new FacetValue(v, 0)));
      facets.add(new Facet(columns.get(c), count.size(), shown));
    }
    return facets;
  }

  @Override
  public ScoreMode scoreMode() {
    return hits.scoreMode();
  }

  @Override
  public LeafCollector getLeafCollector(LeafReaderContext context) throws IOException {
    return new Leaf(context);
  }

  private final class Leaf implements LeafCollector {
    private final LeafCollector leafHits;
    private final SortedSetDocValues[] values = new SortedSetDocValues[columns.size()];
    private final int[][] leafCounts = new int[columns.size()][];
    private final boolean[][] wanted = new boolean[columns.size()][];

    Leaf(LeafReaderContext context) throws IOException {
      this.leafHits = hits.getLeafCollector(context);
      for (int c = 0; c < columns.size(); c++) {
        values[c] =
            DocValues.getSortedSet(context.reader(), ItemDocuments.facetField(columns.get(c)));
        leafCounts[c] = new int[Math.toIntExact(values[c].getValueCount())];
        Set<String> filter = filters.get(columns.get(c));
        if (filter != null) {
          wanted[c] = new boolean[leafCounts[c].length];
          for (String value : filter) {
            long ord = values[c].lookupTerm(new BytesRef(value));
            if (ord >= 0) {
              wanted[c][(int) ord] = true;
            }
          }
        }
      }
    }

    @Override
    public void setScorer(Scorable scorer) throws IOException {
      leafHits.setScorer(scorer);
    }

    @Override
    public void collect(int doc) throws IOException {
      matched++;
      int failed = -1;
      for (int c = 0; c < wanted.length; c++) {
        if (wanted[c] != null && !passes(c, doc)) {
          if (failed >= 0) {
            return;
          }
          failed = c;
        }
      }
      if (failed >= 0) {
        count(failed, doc);
        return;
      }
      passed++;
      leafHits.collect(doc);
      for (int c = 0; c < wanted.length; c++) {
        count(c, doc);
      }
    }

    private boolean passes(int column, int doc) throws IOException {
      SortedSetDocValues ords = values[column];
      if (ords.advanceExact(doc)) {
        for (int left = ords.docValueCount(); left > 0; left--) {
          if (wanted[column][(int) ords.nextOrd()]) {
            return true;
          }
        }
      }
      return false;
    }

    private void count(int column, int doc) throws IOException {
      SortedSetDocValues ords = values[column];
      if (ords.advanceExact(doc)) {
        for (int left = ords.docValueCount(); left > 0; left--) {
          leafCounts[column][(int) ords.nextOrd()]++;
        }
      }
    }

    @Override
    public void finish() throws IOException {
      leafHits.finish();
      for (int c = 0; c < leafCounts.length; c++) {
        for (int ord = 0; ord < leafCounts[c].length; ord++) {
          if (leafCounts[c][ord] > 0) {
            String value = values[c].lookupOrd(ord).utf8ToString();
            counts.get(c).merge(value, (long) leafCounts[c][ord], Long::sum);
          }
        }
      }
    }
  }
}
