package sluice.pipeline.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.core.UserError;
import sluice.pipeline.console.Console;
import sluice.serving.access.ApiKey;
import sluice.serving.access.Role;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice serve key}: makes a key for callers of a server. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a key for callers of a server.",
      "The key is 256 random bits. It is printed once and stored nowhere. Below it stands "
          + "the line of the server's config, which holds its hash.%n"
    },
    footer = {
      "%nExample:",
      "  sluice serve key --name shop --role write",
      "%nThe line goes under keys: in the file of serve --config. A running server reads it on"
          + " POST /v1/bundle. A caller sends the key as Authorization: Bearer KEY, a browser as"
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
    String hash = ApiKey.hash(secret);
    try (Console console = common.console()) {
      // The key is nowhere else, so that a quiet command prints it too.
      console.always(secret);
      console.result("keys:");
      console.result(
          String.format(
              Locale.ROOT, "  - {name: %s, role: %s, sha256: %s}", name, role.word(), hash));
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("key", secret);
      document.put("name", name);
      document.put("role", role.word());
      document.put("sha256", hash);
      console.json(JsonMapper.shared().writeValueAsString(document));
      console.note(
          "The first line is the key. It is stored nowhere. The rest goes into serve.yaml.");
      return 0;
    }
  }
}
