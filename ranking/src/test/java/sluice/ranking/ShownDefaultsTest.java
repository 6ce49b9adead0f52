package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sluice.core.plugin.ConfiguredType;
import sluice.core.plugin.PluginTypes;
import sluice.ranking.rerank.ReRankerType;

/** The pages show the defaults of every ranker and re-ranker as they are in the code. */
final class ShownDefaultsTest {
  private static final Pattern SHOWN =
      Pattern.compile("<!-- defaults: ([a-z -]+) -->\n```yaml\n(.*?)```\n", Pattern.DOTALL);

  @Test
  void thePagesShowTheDefaults() throws IOException {
    Map<String, String> shown = new TreeMap<>();
    Path pages = Path.of("..", "docs", "reference");
    Matcher block =
        SHOWN.matcher(
            Files.readString(pages.resolve("rankers.md"))
                + Files.readString(pages.resolve("ranking.md"))
                + Files.readString(pages.resolve("re-ranking.md")));
    while (block.find()) {
      for (String type : block.group(1).split(" ", -1)) {
        shown.put(type, block.group(2));
      }
    }
    Map<String, String> defaults = new TreeMap<>();
    List<ConfiguredType<?>> types = new ArrayList<>();
    PluginTypes.load(RankerType.class, "ranker").all().forEach(types::add);
    PluginTypes.load(ReRankerType.class, "re-ranker").all().forEach(types::add);
    for (ConfiguredType<?> type : types) {
      if (!type.defaults().isEmpty()) {
        defaults.put(type.type(), type.defaults());
      }
    }
    assertThat(shown).isEqualTo(defaults);
  }
}
