package sluice.ingestion.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import sluice.ingestion.Sql;
import sluice.ingestion.dataset.Field;
import sluice.ingestion.dataset.Field.Derivation;

/**
 * The SQL of one field over a {@link Relation}: its value, and why a row is bad because of it.
 *
 * <p>A value that cannot be read is NULL in the value's expression; the reasons are a list of
 * {@code WHEN … THEN …} branches, of which the first that holds is reported.
 */
final class FieldSql {
  private static final List<String> TRUE = List.of("1", "1.0", "true", "t", "yes", "y");
  private static final List<String> FALSE = List.of("0", "0.0", "false", "f", "no", "n");

  /** Blanks of all kinds, a byte order mark among them. */
  private static final String BLANKS = "' \t\r\n\u00a0\ufeff'";

  /** From here on, a floating-point number does not hold every whole number. */
  private static final String EXACT = "9007199254740992";

  private final Field field;
  private final String raw;
  private final String type;
  private final String text;
  private final TimeFormat timeFormat;
  private final Relation relation;

  /**
   * Prepares a field.
   *
   * @param timeFormat how a time's text is written; any for other kinds
   */
  FieldSql(Field field, Relation relation, TimeFormat timeFormat) {
    this.field = field;
    this.relation = relation;
    this.timeFormat = timeFormat;
    Map.Entry<String, String> column = relation.column(field.column());
    this.raw = column.getKey();
    this.type = column.getValue();
    this.text = textOf(field, raw, type);
  }

  /**
   * Returns SQL for a field's text before it is read as anything; NULL where it is empty or stands
   * for missing.
   */
  static String textOf(Field field, String raw, String type) {
    String bare = bare(field, raw, type);
    if (field.derivation() instanceof Derivation.Part p) {
      bare = "regexp_extract(" + bare + ", " + Sql.text(p.pattern()) + ", 1)";
    }
    String text = "NULLIF(" + bare + ", '')";
    List<String> missing = field.writing().missing();
    return missing.isEmpty()
        ? text
        : "CASE WHEN " + bare + " NOT IN (" + Sql.texts(missing) + ") THEN " + text + " END";
  }

  /** Returns SQL for a field's text as it stands; ids and events without blanks around them. */
  private static String bare(Field field, String raw, String type) {
    if (!trims(field)) {
      return isText(type) ? raw : "CAST(" + raw + " AS VARCHAR)";
    }
    return isFloating(type) ? whole(raw) : "trim(" + plain(raw, type) + ", " + BLANKS + ")";
  }

  private static String plain(String raw, String type) {
    return isText(type) ? raw : "CAST(" + raw + " AS VARCHAR)";
  }

  private static boolean trims(Field field) {
    return field.kind() == Field.Kind.ID || field.kind() == Field.Kind.EVENT;
  }

  /** An id that some tool turned into a number with a fraction: 7.0 is 7, NaN is none. */
  private static String whole(String raw) {
    return "CASE WHEN isnan("
        + raw
        + ") THEN NULL WHEN abs("
        + raw
        + ") < "
        + EXACT
        + " AND trunc("
        + raw
        + ") = "
        + raw
        + " THEN CAST(TRY_CAST("
        + raw
        + " AS BIGINT) AS VARCHAR) ELSE CAST("
        + raw
        + " AS VARCHAR) END";
  }

  private static boolean isFloating(String type) {
    return type.equals("DOUBLE") || type.equals("FLOAT");
  }

  /** Returns the condition for a text around which blanks were trimmed; empty where none are. */
  Optional<String> trimmed() {
    return trims(field) && isText(type)
        ? Optional.of(raw + " <> trim(" + raw + ", " + BLANKS + ")")
        : Optional.empty();
  }

  /** Says whether ids are numbers of a type with fractions. */
  boolean hasFloatingIds() {
    return trims(field) && isFloating(type);
  }

  /** Returns whether a source column of a type holds text. */
  static boolean isText(String type) {
    return type.equals("VARCHAR") || type.equals("JSON");
  }

  /** Returns whether a source column of a type holds dates or times. */
  static boolean isTime(String type) {
    return type.startsWith("TIMESTAMP") || type.equals("DATE");
  }

  private boolean isNumber() {
    return type.matches("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*");
  }

  private boolean isList() {
    return type.endsWith("]");
  }

  /** Returns SQL for the value in its canonical type. */
  String value() {
    return switch (field.kind()) {
      case ID, TEXT, CATEGORY, EVENT -> text;
      case EVENTS -> flags();
      case TAG -> "NULLIF(lower(trim(" + text + ")), '')";
      case SET -> set();
      case NUMBER, PROPENSITY ->
          isNumber() ? "CAST(" + raw + " AS DOUBLE)" : "TRY_CAST(" + text + " AS DOUBLE)";
      case POSITION -> "TRY_CAST(" + text + " AS INTEGER)";
      case TIME, PAST_TIME ->
          isTime(type) ? "epoch_ms(CAST(" + raw + " AS TIMESTAMP))" : timeFormat.millis(text);
      case VECTOR -> vector();
    };
  }

  /** The names whose columns are true, in the order of declaration. */
  private String flags() {
    return field.derivation() instanceof Derivation.Flags f
        ? f.nameByColumn().entrySet().stream()
            .map(e ->
                "CASE WHEN "
                    + word(e.getKey())
                    + " IN ("
                    + Sql.texts(TRUE)
                    + ") THEN "
                    + Sql.text(e.getValue())
                    + " END")
            .collect(Collectors.joining(", ", "list_filter([", "], lambda x: x IS NOT NULL)"))
        : "[]";
  }

  /** Returns SQL for a column's text in lower case, without blanks around it. */
  private String word(String column) {
    return "lower(trim(CAST(" + relation.column(column).getKey() + " AS VARCHAR)))";
  }

  private String set() {
    if (field.derivation() instanceof Derivation.Flags) {
      return "list_sort(" + flags() + ")";
    }
    String separator = field.derivation() instanceof Derivation.Plain p ? p.separator() : "|";
    String parts;
    if (isList()) {
      parts = "CAST(" + raw + " AS VARCHAR[])";
    } else {
      String split = "string_split(" + text + ", " + Sql.text(separator) + ")";
      parts =
          type.equals("JSON")
              ? "CASE WHEN "
                  + text
                  + " LIKE '[%' THEN TRY_CAST(from_json(CASE WHEN json_valid("
                  + text
                  + ") THEN "
                  + text
                  + " END, '[\"VARCHAR\"]') AS VARCHAR[]) ELSE "
                  + split
                  + " END"
              : split;
    }
    return "list_sort(list_distinct(list_filter(list_transform("
        + parts
        + ", lambda x: trim(x)), lambda x: x <> '')))";
  }

  private String vector() {
    return isList()
        ? "CAST(" + raw + " AS FLOAT[])"
        : "TRY_CAST(regexp_split_to_array(trim(" + text + ", ' []'), '[,;\\s]+') AS FLOAT[])";
  }

  /**
   * Returns the branches that find a bad value.
   *
   * @param value SQL for the value as read
   * @param events the declared event types; empty: any
   * @param now the time past which a time that has passed cannot lie
   */
  List<String> faults(String value, List<String> events, long now) {
    List<String> faults = new ArrayList<>();
    String name = field.name();
    String shown = " || left(" + text + ", 60) || ";
    nested(faults, shown);
    if (field.required()) {
      String bare = bare(field, raw, type);
      if (!field.writing().missing().isEmpty()) {
        faults.add(
            "WHEN "
                + bare
                + " IN ("
                + Sql.texts(field.writing().missing())
                + ") THEN "
                + message(name + " stands for no value: '", " || " + bare + " || "));
      }
      String empty =
          field.kind() == Field.Kind.TAG
              ? "(" + text + " IS NULL OR trim(" + text + ") = '')"
              : text + " IS NULL";
      faults.add("WHEN " + empty + " THEN " + Sql.text(name + " is empty"));
    }
    String unread = text + " IS NOT NULL AND " + value + " IS NULL";
    switch (field.kind()) {
      case NUMBER, PROPENSITY -> {
        faults.add("WHEN " + unread + " THEN " + message(name + " is not a number: '", shown));
        faults.add(
            "WHEN NOT isfinite("
                + value
                + ") THEN "
                + message(name + " is not a finite number: '", shown));
      }
      case POSITION ->
          faults.add(
              "WHEN ("
                  + unread
                  + ") OR "
                  + value
                  + " < 0 OR TRY_CAST("
                  + text
                  + " AS DOUBLE) <> "
                  + value
                  + " THEN "
                  + message(name + " is not a whole number from 0: '", shown));
      case TIME, PAST_TIME -> timeFaults(faults, value, shown, unread, now);
      case VECTOR -> {
        faults.add(
            "WHEN " + unread + " THEN " + message(name + " is not a list of numbers: '", shown));
        faults.add(
            "WHEN len("
                + value
                + ") = 0 OR len(list_filter("
                + value
                + ", lambda x: x IS NULL OR NOT isfinite(x))) > 0 THEN "
                + Sql.text(name + " is empty or holds values that are not finite numbers"));
      }
      case EVENTS -> {
        if (field.derivation() instanceof Derivation.Flags f) {
          f.nameByColumn().keySet().forEach(column -> faults.add(notFlag(column)));
        }
      }
      case EVENT -> {
        if (!events.isEmpty()) {
          faults.add(
              "WHEN "
                  + value
                  + " NOT IN ("
                  + Sql.texts(events)
                  + ") THEN "
                  + message("unknown event type '", shown));
        }
      }
      default -> {}
    }
    checks(faults, value, shown);
    return faults;
  }

  private String notFlag(String column) {
    String word = word(column);
    String known = "(" + Sql.texts(TRUE) + ", " + Sql.texts(FALSE) + ")";
    return "WHEN "
        + word
        + " IS NULL OR "
        + word
        + " NOT IN "
        + known
        + " THEN "
        + message(
            column + " is neither true (1, true, t, yes) nor false (0, false, f, no): '",
            " || left(coalesce(" + word + ", ''), 60) || ");
  }

  /** One value stands where one value is expected: no list, no object. */
  private void nested(List<String> faults, String shown) {
    boolean several = field.kind() == Field.Kind.SET || field.kind() == Field.Kind.VECTOR;
    String reason = field.name() + " is an array or object where one value is expected: '";
    Optional<String> nested = relation.nested(field.column());
    if (nested.isPresent() && !several) {
      faults.add(
          "WHEN " + nested.get() + " THEN " + message(reason, " || left(" + raw + ", 60) || "));
    } else if (field.kind() == Field.Kind.ID && type.equals("VARCHAR")) {
      faults.add(
          "WHEN left("
              + text
              + ", 1) IN ('[', '{') AND json_valid("
              + text
              + ") THEN "
              + message(reason, shown));
    }
    if (hasFloatingIds()) {
      faults.add(
          "WHEN abs("
              + raw
              + ") >= "
              + EXACT
              + " AND NOT isnan("
              + raw
              + ") THEN "
              + message(
                  field.name()
                      + " is a floating-point number too large to be exact; write ids as whole"
                      + " numbers or text: '",
                  shown));
    }
  }

  private void timeFaults(
      List<String> faults, String value, String shown, String unread, long now) {
    String name = field.name();
    boolean typed = isTime(type);
    if (!typed) {
      faults.add(
          "WHEN "
              + unread
              + " THEN "
              + message(
                  name + " is not " + timeFormat.words() + ", as this column's are: '", shown));
    }
    if (field.kind() == Field.Kind.PAST_TIME) {
      faults.add(
          "WHEN " + value + " < 0 THEN " + message(name + " is negative or before 1970: '", shown));
      faults.add(
          "WHEN "
              + value
              + " > "
              + now
              + " THEN "
              + message(name + " lies in the future: '", shown));
    }
  }

  private void checks(List<String> faults, String value, String shown) {
    Field.Checks checks = field.checks();
    if (field.kind() == Field.Kind.PROPENSITY) {
      faults.add(
          "WHEN NOT ("
              + value
              + " > 0 AND "
              + value
              + " <= 1) THEN "
              + message(field.name() + " is no probability above 0 and up to 1: '", shown));
    }
    if (Double.isFinite(checks.min())) {
      faults.add(
          "WHEN "
              + value
              + " < "
              + checks.min()
              + " THEN "
              + message(field.name() + " is below its min " + checks.min() + ": '", shown));
    }
    if (Double.isFinite(checks.max())) {
      faults.add(
          "WHEN "
              + value
              + " > "
              + checks.max()
              + " THEN "
              + message(field.name() + " is above its max " + checks.max() + ": '", shown));
    }
    if (!checks.allowed().isEmpty()) {
      String names = Sql.texts(checks.allowed());
      faults.add(
          "WHEN "
              + (field.kind() == Field.Kind.SET
                  ? "NOT list_has_all([" + names + "], " + value + ")"
                  : value + " NOT IN (" + names + ")")
              + " THEN "
              + message(field.name() + " is not one of the allowed values: '", shown));
    }
  }

  private static String message(String before, String shown) {
    return Sql.text(before) + shown + "''''";
  }
}
