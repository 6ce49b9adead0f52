package sluice.pipeline.command;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import sluice.core.UserError;
import sluice.funnel.bundle.Bundle;
import sluice.pipeline.run.RunFolder;

/** Which run's bundle a command takes: {@code --run}. */
final class BundleOption {
  @Option(
      names = {"-r", "--run"},
      paramLabel = "RUN",
      defaultValue = "latest",
      description = "a run folder, or latest (default)")
  private String run = "latest";

  /** Returns where the bundle lies now, links resolved: {@code latest} may name another later. */
  Path folder() {
    try {
      return RunFolder.find(run, Path.of("runs")).toRealPath().resolve("bundle");
    } catch (IOException e) {
      throw new UserError(run + " cannot be read", e);
    }
  }

  /** Loads the bundle, with all its proofs. */
  Bundle load() {
    return Bundle.load(folder());
  }
}
