package sluice.pipeline.serve;

import java.nio.file.Path;
import java.util.Optional;
import sluice.pipeline.Shop;
import sluice.pipeline.Sluice;

/** A shop whose titles and categories are markup that would run, were it not shown as text. */
final class MarkupShop {
  /** Stands in every title. */
  static final String TITLE = "<img src=x onerror=alert(1)><script>alert(2)</script> & \"Thing\"";

  private static final String GENRE = "<b onclick=alert(3)>garden</b>";

  private MarkupShop() {}

  /** Serves it, with an empty store. */
  static ShopServer serve(Path folder) {
    String items =
        Shop.items(50)
            .replace("garden", GENRE)
            .replaceAll("(?m)^(.+),Thing (number \\d+),", "$1,\"" + quoted() + " $2\",");
    Path shop =
        Shop.write(folder.resolve("shop"), Shop.DESCRIPTION, Shop.interactions(40, 50), items);
    return ShopServer.start(Sluice.describedRun(shop), folder, Optional.empty());
  }

  private static String quoted() {
    return TITLE.replace("\"", "\"\"");
  }
}
