package sluice.ranking;

import java.util.List;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.IObjective;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * The focal loss for XGBoost: −(1 − p)^γ log p for a relevant row, −p^γ log(1 − p) for another,
 * where p = 1 / (1 + e^−z) and z is the margin.
 *
 * <p>Lin, Goyal, Girshick, He and Dollár, "Focal loss for dense object detection", ICCV 2017: rows
 * that are told well already count less, so that the many easy negatives do not drown the hard
 * ones. With γ = 0 it is the logistic loss. The loss is not convex in z; where its second
 * derivative is below {@value #LEAST} it is taken as that, since XGBoost needs a positive one.
 * Immutable.
 */
final class FocalLoss implements IObjective {
  private static final long serialVersionUID = 1L;

  /** The least second derivative. */
  static final double LEAST = 1e-6;

  private final double gamma;
  private final double positive;

  /**
   * Makes one.
   *
   * @param gamma γ, 0 or more
   * @param positive what the weight of relevant rows is multiplied by
   */
  FocalLoss(double gamma, double positive) {
    this.gamma = gamma;
    this.positive = positive;
  }

  @Override
  public List<float[]> getGradient(float[][] margins, DMatrix rows) {
    try {
      float[] labels = rows.getLabel();
      float[] weights = rows.getWeight();
      float[] first = new float[labels.length];
      float[] second = new float[labels.length];
      for (int r = 0; r < labels.length; r++) {
        boolean relevant = labels[r] > 0;
        double weight = weights[r] * (relevant ? positive : 1);
        first[r] = (float) (weight * gradient(margins[r][0], relevant));
        second[r] = (float) (weight * Math.max(LEAST, hessian(margins[r][0], relevant)));
      }
      return List.of(first, second);
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost could not tell its labels: " + e.getMessage(), e);
    }
  }

  /** Returns the loss of a row. */
  double loss(double z, boolean relevant) {
    double t = relevant ? z : -z;
    return -Math.exp(gamma * logSigmoid(-t)) * logSigmoid(t);
  }

  /** Returns the derivative of the loss by the margin: for a relevant row q^γ (γ p log p − q). */
  double gradient(double z, boolean relevant) {
    double t = relevant ? z : -z;
    double p = Math.exp(logSigmoid(t));
    double q = Math.exp(logSigmoid(-t));
    double g = Math.pow(q, gamma) * (gamma * p * logSigmoid(t) - q);
    return relevant ? g : -g;
  }

  /**
   * Returns the second derivative: p q^γ (q (γ log p + γ + 1) − γ (γ p log p − q)), the same for
   * another row with the sign of z turned.
   */
  double hessian(double z, boolean relevant) {
    double t = relevant ? z : -z;
    double log = logSigmoid(t);
    double p = Math.exp(log);
    double q = Math.exp(logSigmoid(-t));
    double inner = gamma * p * log - q;
    return p * Math.pow(q, gamma) * (q * (gamma * log + gamma + 1) - gamma * inner);
  }

  private static double logSigmoid(double t) {
    return t > 0 ? -Math.log1p(Math.exp(-t)) : t - Math.log1p(Math.exp(t));
  }
}
