package sluice.ranking.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static sluice.ranking.RankingSets.noSettings;
import static sluice.ranking.RankingSets.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.core.ConfigNode;
import sluice.core.RankerTrainer;
import sluice.core.UserError;
import sluice.core.YamlFile;
import sluice.ranking.RankingSets;
import sluice.ranking.calibration.CalibrationMethod;

final class RankingSettingsTest {
  private static List<String> names(RankingSettings read) {
    return read.compare().stream().map(RankerTrainer::name).toList();
  }

  private static ConfigNode list(ConfigNode... elements) {
    return ConfigNode.list("test.yaml:3", "compare", List.of(elements));
  }

  private static ConfigNode word(String value) {
    return ConfigNode.scalar("test.yaml:3", "compare", value);
  }

  /** Reads the settings as a run does, which takes the rankers from its defaults. */
  private static RankingSettings read(ConfigNode given) {
    Path defaults = Path.of("../pipeline/src/main/resources/sluice/pipeline/config/run.yaml");
    Map<String, ConfigNode> entries = new LinkedHashMap<>(given.entries());
    YamlFile.read(defaults).child("ranking").entries().forEach(entries::putIfAbsent);
    return RankingSettings.read(ConfigNode.map("test.yaml:1", "", entries));
  }

  @Test
  void anEmptyMapLetsTheTuneRequestsChooseAmongThreeAndTheBaseline() {
    RankingSettings read = read(noSettings());
    assertThat(read.model()).isEmpty();
    assertThat(names(read))
        .containsExactly(
            "retrieval-order", "xgboost", "logistic-regression", "factorization-machine");
    RankingSettings served = read.serving("factorization-machine");
    assertThat(served.model().orElseThrow().name()).isEqualTo("factorization-machine");
    assertThat(names(served)).isEqualTo(names(read));
  }

  @Test
  void oneWordSwapsTheModel() {
    RankingSettings read = read(settings("model", "logistic-regression"));
    assertThat(read.model().orElseThrow().name()).isEqualTo("logistic-regression");
    assertThat(names(read))
        .containsExactly(
            "retrieval-order", "logistic-regression", "xgboost", "factorization-machine");
  }

  @Test
  void twoOfATypeAreToldApartByName() {
    ConfigNode deep = settings("type", "xgboost", "name", "xgboost-deep", "depth", 9L);
    assertThat(names(read(settings("model", "xgboost", "compare", list(word("xgboost"), deep)))))
        .containsExactly("retrieval-order", "xgboost", "xgboost-deep");
    ConfigNode nameless = settings("type", "xgboost", "depth", 9L);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> read(settings("model", "xgboost", "compare", list(nameless))))
        .withMessageContaining("there is a ranker called xgboost already")
        .withMessageContaining("name: xgboost-2");
  }

  @Test
  void anUnknownRankerIsNamedWithTheNearestAndTheList() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> read(settings("model", "xgbost")))
        .withMessageContaining("test.yaml:2")
        .withMessageContaining("there is no ranker 'xgbost' (did you mean xgboost?)")
        .withMessageContaining("lambdamart, logistic-regression, random-forest, retrieval-order");
  }

  @ParameterizedTest
  @CsvSource({
    "xgboost, trees, 0",
    "xgboost, eta, 0",
    "xgboost, eta, 2",
    "xgboost, depth, 17",
    "xgboost, subsample, 0",
    "xgboost, colsample, 2",
    "xgboost, minChildWeight, -1",
    "xgboost, lambda, -1",
    "xgboost, alpha, -1",
    "xgboost, gamma, -1",
    "xgboost, bins, 1",
    "xgboost, threads, 0",
    "lambdamart, trees, 0",
    "logistic-regression, epochs, 0",
    "logistic-regression, learningRate, 0",
    "logistic-regression, l1, -1",
    "logistic-regression, l2, -1",
    "factorization-machine, factors, 0",
    "factorization-machine, epochs, 0",
    "factorization-machine, learningRate, 0",
    "factorization-machine, deviation, 0",
    "cart, depth, 17",
    "cart, minSplitWeight, 0",
    "cart, smoothing, 0",
    "cart, bins, 1",
    "random-forest, trees, 0",
    "random-forest, depth, 0",
    "random-forest, features, 1"
  })
  void aSettingOutOfRangeIsRefusedWithItsPlace(String type, String key, long value) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> RankingSets.trainer(type, key, value))
        .withMessageContaining("test.yaml:2: " + key + " is " + value)
        .withMessageContaining("is expected");
  }

  @Test
  void anUnknownSettingIsRefusedWithTheNearest() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> RankingSets.trainer("xgboost", "dept", 3L))
        .withMessageContaining("unknown key dept (did you mean depth?)");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> RankingSets.trainer("xgboost", "name", "No Name"))
        .withMessageContaining("lower-case letters, digits and dashes are expected");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> read(settings("modle", "xgboost")))
        .withMessageContaining("unknown key modle (did you mean model?)");
  }

  @Test
  void calibrationIsOneOfFourWords() {
    assertThat(read(noSettings()).calibration()).isEqualTo(CalibrationMethod.AUTO);
    assertThat(read(settings("calibration", "isotonic")).calibration())
        .isEqualTo(CalibrationMethod.ISOTONIC);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> read(settings("calibration", "plat")))
        .withMessageContaining("one of none, platt, isotonic, auto is expected")
        .withMessageContaining("did you mean platt?");
  }

  @Test
  void hardNegativesWithoutTheCorrectionAreRefused() {
    ConfigNode training = settings("hardShare", 0.5, "correctPrior", false);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> read(settings("training", training)))
        .withMessageContaining("hardShare above 0 needs the correction");
  }

  @ParameterizedTest
  @CsvSource({"dropSources, 0.95, 0.9", "classBalance, 1, 0.999999999"})
  void trainingSettingsOutOfRangeAreRefused(String key, double value, String most) {
    ConfigNode training = settings(key, value);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> read(settings("training", training)))
        .withMessageContaining(key + " is " + value)
        .withMessageContaining("a number from 0.0 to " + most + " is expected");
  }
}
