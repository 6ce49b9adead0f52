package sluice.pipeline.command;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.core.UserError;
import sluice.pipeline.console.Console;
import sluice.serving.access.ApiKey;
import sluice.serving.access.Role;

/** {@code sluice serve key}: makes a key for callers of a server. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a key: 256 random bits, printed once and kept nowhere, and the line that makes a"
          + " server",
      "know it by its hash.%n"
    },
    footer = {
      "%nExample:",
      "  sluice serve key --name shop --role write",
      "%nThe line goes under keys: in the file of serve --config; a running server takes it up by",
      "POST /v1/bundle. A caller sends the key as  Authorization: Bearer KEY, a browser as"
          + " password."
    })
public final class ServeKeyCommand implements Callable<Integer> {
  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "whose it is, for people and logs")
  private String name = "";

  @Option(
      names = "--role",
      paramLabel = "read|write|admin",
      defaultValue = "read",
      description = "read (default): ask; write: send events, besides; admin: all")
  private Role role = Role.READ;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    if (!name.matches(ApiKey.NAME)) {
      throw new UserError(
          "--name " + name + " is not made of 1 to 64 letters, digits, dots, dashes, underscores");
    }
    String secret = ApiKey.newSecret();
    try (Console console = common.console()) {
      console.result(secret);
      console.result("keys:");
      console.result(
          String.format(
              Locale.ROOT,
              "  - {name: %s, role: %s, sha256: %s}",
              name,
              role.word(),
              ApiKey.hash(secret)));
      console.note("the first line is the key: it is kept nowhere; the rest goes into serve.yaml");
      return 0;
    }
  }
}
