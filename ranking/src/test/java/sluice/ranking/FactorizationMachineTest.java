package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tribuo.classification.sgd.fm.FMClassificationModel;
import org.tribuo.math.la.DenseMatrix;
import sluice.core.FeatureMatrix;
import sluice.core.RankingSet;

final class FactorizationMachineTest {
  private static FactorizationMachine.Trainer trainer(Object... settings) {
    return (FactorizationMachine.Trainer) RankingSets.trainer("factorization-machine", settings);
  }

  /** References: Tribuo's own predictions, and Rendle's sum over pairs written out. */
  @Test
  void scoresAreThoseOfTribuosOwnModelAndOfTheFormula() {
    RankingSet train = RankingSets.synthetic(40, 25, 6, 1);
    FactorizationMachine.Trainer trainer = trainer("factors", 3L, "deviation", 0.3);
    Scaler scaler = Scaler.fit(Scaler.Kind.QUANTILE, train.features());
    FMClassificationModel model = trainer.descend(train, scaler, 42);
    float[] scores = new float[train.rows()];
    trainer.fit(train, train, 42, 1).score(train.features(), scores);
    float[] scaled = scaler.scale(train.features());
    int width = scaler.width();
    for (int r = 0; r < train.rows(); r++) {
      double p =
          model
              .predict(TribuoRows.example(scaled, r, width))
              .getOutputScores()
              .get("relevant")
              .getScore();
      assertThat(1 / (1 + Math.exp(-scores[r]))).isCloseTo(p, within(1e-6));
      float[] row = new float[width];
      System.arraycopy(scaled, r * width, row, 0, width);
      double formula = pairs(model, row, "relevant") - pairs(model, row, "other");
      assertThat((double) scores[r]).isCloseTo(formula, within(1e-5));
    }
  }

  /** Bias + Σ βᵢ xᵢ + Σ over i below j of ⟨vᵢ, vⱼ⟩ xᵢ xⱼ of one of the two machines. */
  private static double pairs(FMClassificationModel model, float[] row, String label) {
    int id = model.getOutputIDInfo().getID(new org.tribuo.classification.Label(label));
    DenseMatrix vectors = (DenseMatrix) model.getFactorsCopy()[id];
    double sum = model.getBiasesCopy().get(id);
    for (int i = 0; i < row.length; i++) {
      sum += model.getLinearWeightsCopy().get(id, i) * row[i];
      for (int j = i + 1; j < row.length; j++) {
        double product = 0;
        for (int f = 0; f < vectors.getDimension1Size(); f++) {
          product += vectors.get(f, i) * vectors.get(f, j);
        }
        sum += product * row[i] * row[j];
      }
    }
    return sum;
  }

  /** Relevant where two values have one sign: no weights of single features can tell. */
  @Test
  void aProductOfTwoFeaturesIsLearnt() {
    RankingSet drawn = RankingSets.synthetic(40, 25, 5, 1);
    FeatureMatrix matrix = drawn.features();
    float[] labels = new float[drawn.rows()];
    for (int r = 0; r < labels.length; r++) {
      labels[r] = matrix.get(r, 2) * matrix.get(r, 4) > 0 ? 1 : 0;
    }
    RankingSet crossed = RankingSets.of(matrix, labels, 40);
    TuneMeasure measure = new TuneMeasure(crossed, 10);
    float[] linear = new float[labels.length];
    RankingSets.trainer("logistic-regression").fit(crossed, crossed, 1, 1).score(matrix, linear);
    float[] pairs = new float[labels.length];
    trainer("epochs", 40L, "learningRate", 0.1).fit(crossed, crossed, 1, 1).score(matrix, pairs);
    assertThat(measure.mean(pairs)).isGreaterThan(0.9).isGreaterThan(measure.mean(linear) + 0.2);
  }
}
