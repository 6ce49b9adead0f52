package sluice.ranking;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.IObjective;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.common.xgboost.XGBoostOutputConverter;
import org.tribuo.common.xgboost.XGBoostTrainer;
import org.tribuo.common.xgboost.protos.XGBoostOutputConverterProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Tribuo's XGBoost trainer with XGBoost's logistic loss, one tree a round.
 *
 * <p>Tribuo's {@code XGBoostClassificationTrainer} is final and passes the number of labels on as
 * the number of classes. With two, XGBoost refuses the logistic loss, and {@code multi:softprob}
 * grows two mirrored trees a round: the same model in 1.7 times the time. This one extends the same
 * base class and gives the same kind of model. {@code TribuoTest} tests what is said here.
 */
final class LogisticBoosting extends XGBoostTrainer<Label> {
  private final Optional<IObjective> loss;

  /**
   * Makes a trainer.
   *
   * @param loss in place of the logistic loss
   */
  LogisticBoosting(int trees, Map<String, Object> parameters, Optional<IObjective> loss) {
    super(trees, parameters);
    this.loss = loss;
    postConfig();
  }

  @Override
  public synchronized XGBoostModel<Label> train(
      Dataset<Label> examples, Map<String, Provenance> runProvenance, int invocation) {
    if (invocation != INCREMENT_INVOCATION_COUNT) {
      setInvocationCount(invocation);
    }
    TrainerProvenance provenance = getProvenance();
    trainInvocationCounter++;
    Booster booster;
    try {
      DMatrix data = matrix(examples);
      booster =
          XGBoost.train(
              data, copyParams(overrideParameters), numTrees, Map.of(), loss.orElse(null), null);
      data.dispose();
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost could not be trained: " + e.getMessage(), e);
    }
    ModelProvenance modelProvenance =
        new ModelProvenance(
            XGBoostModel.class.getName(),
            OffsetDateTime.now(ZoneOffset.UTC),
            examples.getProvenance(),
            provenance,
            runProvenance);
    return createModel(
        "xgboost-ranking-model",
        modelProvenance,
        examples.getFeatureIDMap(),
        examples.getOutputIDInfo(),
        Collections.singletonList(booster),
        new OneProbability());
  }

  /**
   * Hands the rows to XGBoost as they lie in memory. Tribuo's own conversion boxes every value (a
   * third of the whole training time); it is kept for data that misses a column altogether, where
   * Tribuo's numbers are not the columns'.
   */
  private static DMatrix matrix(Dataset<Label> examples) throws XGBoostError {
    Optional<DMatrix> dense = TribuoRows.matrix(examples);
    return dense.isPresent()
        ? dense.get()
        : convertExamples(
                examples.getData(),
                examples.getFeatureIDMap(),
                label -> label.equals(TribuoRows.RELEVANT) ? 1f : 0f)
            .data;
  }

  @Override
  public XGBoostModel<Label> train(Dataset<Label> examples) {
    return train(examples, Map.of());
  }

  @Override
  public XGBoostModel<Label> train(Dataset<Label> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  @Override
  public TrainerProvenance getProvenance() {
    return new TrainerProvenanceImpl(this);
  }

  /** Reads the one number that XGBoost gives for a row as the probability that it is relevant. */
  private static final class OneProbability implements XGBoostOutputConverter<Label> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean generatesProbabilities() {
      return true;
    }

    @Override
    public Prediction<Label> convertOutput(
        ImmutableOutputInfo<Label> info,
        List<float[]> probabilities,
        int numValidFeatures,
        Example<Label> example) {
      double p = probabilities.get(0)[0];
      Map<String, Label> scores = new LinkedHashMap<>();
      Label relevant = new Label(TribuoRows.RELEVANT.getLabel(), p);
      Label other = new Label(TribuoRows.OTHER.getLabel(), 1 - p);
      scores.put(relevant.getLabel(), relevant);
      scores.put(other.getLabel(), other);
      return new Prediction<>(p > 0.5 ? relevant : other, scores, numValidFeatures, example, true);
    }

    @Override
    public List<Prediction<Label>> convertBatchOutput(
        ImmutableOutputInfo<Label> info,
        List<float[][]> probabilities,
        int[] numValidFeatures,
        Example<Label>[] examples) {
      return IntStream.range(0, examples.length)
          .mapToObj(i ->
              convertOutput(
                  info, List.of(probabilities.get(0)[i]), numValidFeatures[i], examples[i]))
          .toList();
    }

    @Override
    public XGBoostOutputConverterProto serialize() {
      throw new UnsupportedOperationException("the bundle keeps the trees, not Tribuo's model");
    }

    @Override
    public Class<Label> getTypeWitness() {
      return Label.class;
    }
  }
}
