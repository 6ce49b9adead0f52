package sluice.serving.web;

import io.helidon.common.uri.UriQuery;
import java.util.List;
import java.util.Set;
import sluice.core.UserError;

/**
 * The parameters that a page takes, each once; another is an error, since a typo would silently
 * change nothing. Those that mail programs and advertisements add to any link are passed over.
 *
 * @param names of parameters; one that ends with a dot stands for all that begin with it
 */
record PageParameters(List<String> names) {
  private static final Set<String> HARMLESS =
      Set.of("fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "mc_cid", "mc_eid");

  /**
   * Checks.
   *
   * @throws UserError where there is another parameter, or one of them twice
   */
  void check(UriQuery query) {
    for (String name : query.names()) {
      if (HARMLESS.contains(name) || name.startsWith("utm_")) {
        continue;
      }
      if (names.stream()
          .noneMatch(n -> n.equals(name) || (n.endsWith(".") && name.startsWith(n)))) {
        throw new UserError(
            "there is no parameter of this name; "
                + (names.isEmpty() ? "this page takes none" : "this page takes " + said()));
      }
      if (query.all(name).size() > 1) {
        throw new UserError("a parameter is given twice; this page takes each once");
      }
    }
  }

  private String said() {
    return String.join(", ", names).replace("f.", "f.COLUMN");
  }
}
