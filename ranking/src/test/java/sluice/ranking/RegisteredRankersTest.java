package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type of ranker that a services file names keeps the contract. */
@ParameterizedClass
@MethodSource("registered")
final class RegisteredRankersTest extends RankerContract {
  @Parameter private String name = "";

  static List<String> registered() {
    return Rankers.types().names();
  }

  @Override
  protected RankerType<?> type() {
    return Rankers.types().find(name);
  }

  @Override
  protected String settings() {
    if (name.equals("stack")) {
      return "rankers: [cart, logistic-regression]";
    }
    return type().defaults().startsWith("trees:") ? "trees: 20" : "{}";
  }

  @Test
  void theBuiltInTypesAreRegistered() {
    assertThat(registered())
        .contains(
            "cart",
            "factorization-machine",
            "lambdamart",
            "logistic-regression",
            "random-forest",
            "retrieval-order",
            "stack",
            "xgboost");
  }
}
