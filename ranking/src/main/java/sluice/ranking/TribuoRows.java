package sluice.ranking;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.FeatureMap;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.protos.core.ExampleProto;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.util.Merger;
import sluice.core.RankingSet;

/**
 * Rows of a flat float array as Tribuo's examples, which read them in place: Tribuo's own example
 * types copy every value with its name.
 *
 * <p>Column j is called {@code c} and four digits, so that Tribuo, which numbers features by the
 * order of their names, numbers them as the columns are. NaN is missing: the example does not have
 * that feature.
 */
final class TribuoRows {
  /** The label of a row with a gain. */
  static final Label RELEVANT = new Label("relevant");

  /** The label of a row without. */
  static final Label OTHER = new Label("other");

  // Held so that the level stays: Tribuo tells of every training at INFO, on standard error.
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  static {
    TRIBUO.setLevel(Level.WARNING);
  }

  private TribuoRows() {}

  /** Returns Tribuo's name of a column. */
  static String name(int column) {
    return String.format("c%04d", column);
  }

  /** Returns the column of one of Tribuo's names. */
  static int column(String name) {
    return Integer.parseInt(name, 1, name.length(), 10);
  }

  /**
   * Makes a dataset of the rows of a set, with the labels and weights of the set.
   *
   * @param data the values, row-major, {@code columns} a row
   * @throws IllegalArgumentException where a value is infinite
   */
  static MutableDataset<Label> dataset(RankingSet set, float[] data, int columns) {
    String[] names = new String[columns];
    Arrays.setAll(names, TribuoRows::name);
    LabelFactory factory = new LabelFactory();
    MutableDataset<Label> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("ranking set", factory), factory);
    for (int r = 0; r < set.rows(); r++) {
      dataset.add(new Row(data, r * columns, names, set.label(r) > 0, set.weight(r)));
    }
    return dataset;
  }

  /**
   * Returns the rows of such a dataset as XGBoost takes them, empty where a column has no value in
   * any row.
   */
  static Optional<DMatrix> matrix(Dataset<Label> dataset) throws XGBoostError {
    if (!(dataset.getExample(0) instanceof Row first)
        || first.names.length != dataset.getFeatureIDMap().size()) {
      return Optional.empty();
    }
    int rows = dataset.size();
    DMatrix matrix =
        new DMatrix(
            Arrays.copyOf(first.data, rows * first.names.length),
            rows,
            first.names.length,
            Float.NaN);
    float[] labels = new float[rows];
    float[] weights = new float[rows];
    for (int r = 0; r < rows; r++) {
      labels[r] = dataset.getExample(r).getOutput().equals(RELEVANT) ? 1 : 0;
      weights[r] = dataset.getExample(r).getWeight();
    }
    matrix.setLabel(labels);
    matrix.setWeight(weights);
    return Optional.of(matrix);
  }

  /** Makes an example of one row, for asking a Tribuo model. */
  static Example<Label> example(float[] data, int row, int columns) {
    String[] names = new String[columns];
    Arrays.setAll(names, TribuoRows::name);
    return new Row(data, row * columns, names, false, 1);
  }

  private static final class Row extends Example<Label> {
    private static final long serialVersionUID = 1L;

    private final transient float[] data;
    private final int offset;
    private final String[] names;
    private final int present;

    Row(float[] data, int offset, String[] names, boolean relevant, float weight) {
      super(relevant ? RELEVANT : OTHER, weight);
      this.data = data;
      this.offset = offset;
      this.names = names;
      int known = 0;
      for (int j = 0; j < names.length; j++) {
        if (Float.isInfinite(data[offset + j])) {
          throw new IllegalArgumentException("value of column " + j + " is infinite");
        }
        known += Float.isNaN(data[offset + j]) ? 0 : 1;
      }
      this.present = known;
    }

    @Override
    public Iterator<Feature> iterator() {
      return new Iterator<>() {
        private int next = skip(0);

        @Override
        public boolean hasNext() {
          return next < names.length;
        }

        @Override
        public Feature next() {
          if (next >= names.length) {
            throw new NoSuchElementException();
          }
          Feature feature = new Feature(names[next], data[offset + next]);
          next = skip(next + 1);
          return feature;
        }

        private int skip(int from) {
          int j = from;
          while (j < names.length && Float.isNaN(data[offset + j])) {
            j++;
          }
          return j;
        }
      };
    }

    @Override
    public int size() {
      return present;
    }

    @Override
    public boolean validateExample() {
      return present > 0;
    }

    @Override
    public boolean isDense(FeatureMap features) {
      return present == features.size();
    }

    @Override
    public Example<Label> copy() {
      return this;
    }

    @Override
    public void canonicalize(FeatureMap features) {
      // The names are one array for all rows already.
    }

    @Override
    protected void sort() {
      // Names ascend with the columns.
    }

    @Override
    public void add(Feature feature) {
      throw readOnly();
    }

    @Override
    public void addAll(Collection<? extends Feature> features) {
      throw readOnly();
    }

    @Override
    public void removeFeatures(List<Feature> features) {
      throw readOnly();
    }

    @Override
    public void reduceByName(Merger merger) {
      // No name comes twice.
    }

    @Override
    protected void densify(List<String> featureNames) {
      throw readOnly();
    }

    @Override
    public void set(Feature feature) {
      throw readOnly();
    }

    @Override
    public ExampleProto serialize() {
      throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
      return new UnsupportedOperationException("a row of a ranking set is read only");
    }
  }
}
