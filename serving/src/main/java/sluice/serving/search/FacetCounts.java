package sluice.serving.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.StringDocValuesReaderState;
import org.apache.lucene.facet.StringValueFacetCounts;
import org.apache.lucene.index.IndexReader;
import sluice.serving.search.SearchResult.Facet;
import sluice.serving.search.SearchResult.FacetValue;

/**
 * Counts facets of one state of the index. Safe for use by many threads.
 *
 * @param reader the state
 * @param values how each facet column's values are numbered in it
 */
record FacetCounts(IndexReader reader, Map<String, StringDocValuesReaderState> values) {
  private static final Comparator<FacetValue> MOST_FIRST =
      Comparator.comparingLong(FacetValue::count).reversed().thenComparing(FacetValue::value);

  /** Numbers the values of facet columns. */
  static FacetCounts of(IndexReader reader, List<String> columns) throws IOException {
    Map<String, StringDocValuesReaderState> values = new HashMap<>();
    for (String column : columns) {
      values.put(column, new StringDocValuesReaderState(reader, ItemDocuments.facetField(column)));
    }
    return new FacetCounts(reader, values);
  }

  /**
   * Counts the values of one column.
   *
   * @param matches what is counted
   * @param chosen the values that the column is filtered by, counted in any case
   */
  Facet count(String column, FacetsCollector matches, Set<String> chosen) throws IOException {
    String field = ItemDocuments.facetField(column);
    StringValueFacetCounts counts = new StringValueFacetCounts(values.get(column), matches);
    FacetResult top = counts.getTopChildren(Facet.LIMIT, field);
    List<FacetValue> listed = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (LabelAndValue value : top.labelValues) {
      listed.add(new FacetValue(value.label, value.value.longValue()));
      names.add(value.label);
    }
    List<FacetValue> others = new ArrayList<>();
    for (String value : chosen) {
      if (!names.contains(value)) {
        long count = Math.max(0, counts.getSpecificValue(field, value).longValue());
        others.add(new FacetValue(value, count));
      }
    }
    others.sort(MOST_FIRST);
    listed.addAll(others);
    return new Facet(column, top.childCount, listed);
  }
}
