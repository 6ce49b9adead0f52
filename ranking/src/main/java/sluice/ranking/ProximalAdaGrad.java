package sluice.ranking;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import org.tribuo.math.Parameters;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.Tensor;

/**
 * AdaGrad with L1 and L2 penalties for Tribuo's linear models, by composite mirror descent.
 *
 * <p>Duchi, Hazan and Singer, "Adaptive subgradient methods", JMLR 2011, section 5.1. After the
 * step of AdaGrad with rate η = rate / (ε + √Σ g²) a weight β becomes sign(β) max(|β| − η l1, 0) /
 * (1 + η l2); the last column, the bias, is not penalised. Tribuo's AdaGradRDA would do something
 * like it, but its penalties have no effect, see docs/adr/0019. Not thread-safe.
 */
final class ProximalAdaGrad implements StochasticGradientOptimiser {
  private static final double EPSILON = 0.1;

  private final double rate;
  private final double l1;
  private final double l2;
  private DenseMatrix weights = new DenseMatrix(0, 0);
  private DenseMatrix squares = new DenseMatrix(0, 0);

  /**
   * Makes one.
   *
   * @param rate learning rate
   * @param l1 penalty on the absolute value of a weight
   * @param l2 penalty on half the square of a weight
   */
  ProximalAdaGrad(double rate, double l1, double l2) {
    this.rate = rate;
    this.l1 = l1;
    this.l2 = l2;
  }

  @Override
  public void initialise(Parameters parameters) {
    weights = (DenseMatrix) parameters.get()[0];
    squares = (DenseMatrix) parameters.getEmptyCopy()[0];
  }

  @Override
  public Tensor[] step(Tensor[] gradients, double weight) {
    DenseMatrix step = (DenseMatrix) gradients[0];
    int bias = weights.getDimension2Size() - 1;
    for (int i = 0; i < weights.getDimension1Size(); i++) {
      for (int j = 0; j <= bias; j++) {
        double gradient = weight * step.get(i, j);
        double sum = squares.get(i, j) + gradient * gradient;
        squares.set(i, j, sum);
        double eta = rate / (EPSILON + Math.sqrt(sum));
        double before = weights.get(i, j);
        double after = before + eta * gradient;
        step.set(i, j, (j == bias ? after : shrink(after, eta)) - before);
      }
    }
    return gradients;
  }

  private double shrink(double weight, double eta) {
    return Math.copySign(Math.max(Math.abs(weight) - eta * l1, 0), weight) / (1 + eta * l2);
  }

  @Override
  public void reset() {
    weights = new DenseMatrix(0, 0);
    squares = weights;
  }

  @Override
  public ProximalAdaGrad copy() {
    return new ProximalAdaGrad(rate, l1, l2);
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "StochasticGradientOptimiser");
  }
}
