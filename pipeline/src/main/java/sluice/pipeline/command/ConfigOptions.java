package sluice.pipeline.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import sluice.pipeline.config.PipelineConfig;

/** The options by which a command that runs the funnel, or a part of it, is told its config. */
final class ConfigOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "config in YAML; every key has a default (see docs/reference/config.md)")
  private @Nullable Path config;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = {
        "a published protocol in place of the defaults: microsoft, recbole, lenskit,",
        "leave-one-out-99, global-temporal, rolling (see docs/concepts/protocols.md); short for",
        "--set preset=NAME"
      })
  private @Nullable String preset;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "puts a YAML value at a dotted path of the config, such as",
        "ranking.model=logistic-regression; may be repeated, applied in order"
      })
  private List<String> sets = new ArrayList<>();

  /** Reads the config. */
  PipelineConfig read() {
    List<String> all = new ArrayList<>();
    if (preset != null) {
      all.add("preset=" + preset);
    }
    all.addAll(sets);
    return PipelineConfig.read(Optional.ofNullable(config), all);
  }

  /** Returns the arguments that repeat a command with this config, an output folder aside. */
  List<String> arguments(String command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    if (config != null) {
      arguments.addAll(List.of("--config", config.toString()));
    }
    if (preset != null) {
      arguments.addAll(List.of("--preset", preset));
    }
    sets.forEach(set -> arguments.addAll(List.of("--set", set)));
    return arguments;
  }
}
