package sluice.pipeline.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import sluice.evaluation.catalogue.MeasureCatalogue;
import sluice.pipeline.console.Console;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice measures}: every measure there is, or the full contract of some. */
@Command(
    name = "measures",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists all measures, or explains the named ones.",
      "The list has 10 for the cutoff where a measure takes one. With names it prints the "
          + "full contract of each: denominator, gain, discount, ties, and which users are "
          + "counted.%n"
    },
    footer = {
      "%nExamples:",
      "  sluice measures",
      "  sluice measures 'nDCG@20(exp)' 'mAP@10(rel)[value>=4]' novelty@10"
    })
public final class MeasuresCommand implements Callable<Integer> {
  private static final int WIDTH = 110;

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "measures to explain")
  private List<String> names = new ArrayList<>();

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    try (Console console = common.console()) {
      List<MeasureCatalogue.Entry> entries =
          names.isEmpty()
              ? MeasureCatalogue.all()
              : names.stream().map(MeasureCatalogue::find).toList();
      int width = entries.stream().mapToInt(e -> e.name().length()).max().orElse(0);
      String section = "";
      for (MeasureCatalogue.Entry e : entries) {
        if (names.isEmpty() && !e.section().equals(section)) {
          console.result((section.isEmpty() ? "" : "\n") + e.section());
          section = e.section();
        }
        print(e, names.isEmpty() ? e.summary() : e.description(), width, console);
      }
      if (names.isEmpty()) {
        console.result("");
        console.result(
            "Any cutoff may stand behind @. Measures of ranked lists may be narrowed to well-rated"
                + " items by a");
        console.result(
            "bound, such as nDCG@10[value>=4]; RBP takes its p in brackets, RBP@10(p=0.95).");
      }
      console.json(
          JsonMapper.shared()
              .writeValueAsString(entries.stream().map(MeasuresCommand::document).toList()));
    }
    return 0;
  }

  private static void print(MeasureCatalogue.Entry e, String text, int width, Console console) {
    String tail = text + (e.better().equals("higher") ? "" : " Better: " + e.better() + ".");
    StringBuilder line = new StringBuilder(String.format("  %-" + width + "s  ", e.name()));
    int used = 0;
    for (String word : tail.split(" ", -1)) {
      if (used > 0 && used + word.length() >= WIDTH - width) {
        console.result(line.toString().stripTrailing());
        line = new StringBuilder(" ".repeat(width + 4));
        used = 0;
      }
      line.append(word).append(' ');
      used += word.length() + 1;
    }
    console.result(line.toString().stripTrailing());
  }

  private static Map<String, String> document(MeasureCatalogue.Entry e) {
    Map<String, String> document = new LinkedHashMap<>();
    document.put("section", e.section());
    document.put("name", e.name());
    document.put("better", e.better());
    document.put("contract", e.description());
    return document;
  }
}
