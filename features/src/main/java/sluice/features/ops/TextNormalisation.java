package sluice.features.ops;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes texts that people hold for the same the same: compatibility form (NFKC), lower case, no
 * accents, single spaces.
 *
 * <p>Accents are what NFD parts from their letters; ß, ø and the like are letters of their own and
 * stay.
 */
public final class TextNormalisation {
  private static final Pattern ACCENTS = Pattern.compile("\\p{Mn}+");
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  private TextNormalisation() {}

  /** Returns the text normalised. */
  public static String apply(String text) {
    String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    String plain = ACCENTS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("");
    return SPACES
        .matcher(Normalizer.normalize(plain, Normalizer.Form.NFKC))
        .replaceAll(" ")
        .strip();
  }
}
