package sluice.ranking.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type of re-ranker that a services file names keeps the contract. */
@ParameterizedClass
@MethodSource("registered")
final class RegisteredReRankersTest extends ReRankerContract {
  @Parameter private String name = "";

  static List<String> registered() {
    return ReRankerSpec.types().names();
  }

  @Override
  protected ReRankerType<?> type() {
    return ReRankerSpec.types().find(name);
  }

  @Override
  protected String settings() {
    return switch (name) {
      case "rules" -> "{column: genres, most: 2}";
      case "calibrated", "exposure" -> "{column: genres}";
      case "freshness" -> "{column: added}";
      default -> "{}";
    };
  }

  @Test
  void theBuiltInTypesAreRegistered() {
    assertThat(registered())
        .contains(
            "calibrated",
            "dpp",
            "exploration",
            "exposure",
            "freshness",
            "mmr",
            "new-items",
            "rules");
  }
}
