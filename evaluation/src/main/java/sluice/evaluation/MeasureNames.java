package sluice.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.core.plugin.PluginTypes;

/** How measures are spelt: the types on the class path, and what may stand behind their names. */
final class MeasureNames {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<type>[A-Za-z][A-Za-z0-9-]*)(?:@(?<cutoff>[0-9]{1,9}))?"
              + "(?:\\((?<parameter>[a-z]+)=(?<number>[0-9.]{1,20})\\))?(?:\\((?<variant>[a-z]+)\\))?"
              + "(?:\\[value>=(?<value>[-+0-9.eE]+)\\])?");

  private static @Nullable PluginTypes<MeasureType> known;

  private MeasureNames() {}

  /** Returns the types, sorted by name. */
  static List<MeasureType> types() {
    return loaded().all();
  }

  /** Reads them once, so that a measure equals another of the same name. */
  private static synchronized PluginTypes<MeasureType> loaded() {
    if (known == null) {
      known = PluginTypes.load(MeasureType.class, "measure");
    }
    return known;
  }

  /** Returns the plain measure of a type and one a variant, at a cutoff where it takes one. */
  static Stream<Measure> variants(MeasureType type, int cutoff) {
    int k = type.hasCutoff() ? cutoff : 0;
    double number = type.parameter().map(MeasureType.Parameter::fallback).orElse(0.0);
    return Stream.concat(Stream.of(""), type.variants().stream())
        .map(variant -> new Measure(type, k, variant, number, Optional.empty()));
  }

  static Measure parse(String name) {
    Matcher m = FORM.matcher(name);
    if (!m.matches()) {
      throw unknown(name, "");
    }
    MeasureType type =
        types().stream()
            .filter(t -> t.type().equals(m.group("type")))
            .findFirst()
            .orElseThrow(() -> unknown(name, ""));
    String variant = m.group("variant") == null ? "" : m.group("variant");
    if (!(variant.isEmpty() || type.variants().contains(variant))
        || type.hasCutoff() != (m.group("cutoff") != null)) {
      throw unknown(name, "");
    }
    int cutoff = type.hasCutoff() ? Integer.parseInt(m.group("cutoff")) : 0;
    if (type.hasCutoff() && (cutoff < 1 || cutoff > Measure.MAX_CUTOFF)) {
      throw unknown(name, " The cutoff must be in 1 … " + Measure.MAX_CUTOFF + ".");
    }
    double number = parameter(name, type, m.group("parameter"), m.group("number"));
    Measure measure = new Measure(type, cutoff, variant, number, Optional.empty());
    if (m.group("value") == null) {
      return measure;
    }
    Condition condition = condition(name, m.group("value"));
    if (measure.needs() == MeasureType.Needs.TRUTH) {
      throw unknown(
          name,
          " " + type.type() + "(" + variant + ") takes no condition: its gains are the truth.");
    }
    return measure.where(condition);
  }

  private static double parameter(
      String name, MeasureType type, @Nullable String given, @Nullable String text) {
    Optional<MeasureType.Parameter> own = type.parameter();
    if (given == null || text == null) {
      return own.map(MeasureType.Parameter::fallback).orElse(0.0);
    }
    if (own.isEmpty() || !own.get().name().equals(given)) {
      String with = labels(t -> t.parameter().filter(p -> p.name().equals(given)).isPresent());
      throw unknown(name, with.isEmpty() ? "" : " Only " + with + " has a " + given + ".");
    }
    MeasureType.Parameter parameter = own.get();
    try {
      double number = Double.parseDouble(text);
      if (number > parameter.above() && number < parameter.below()) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw unknown(name, " " + text + " is not a number.");
    }
    throw unknown(
        name,
        " %s must lie between %s and %s."
            .formatted(given, plain(parameter.above()), plain(parameter.below())));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private static Condition condition(String name, String bound) {
    try {
      return new Condition(Double.parseDouble(bound));
    } catch (IllegalArgumentException e) {
      throw unknown(name, " " + bound + " is not a number.");
    }
  }

  private static UserError unknown(String name, String why) {
    Matcher number = Pattern.compile("(?<=@)[0-9]{1,6}").matcher(name);
    int cutoff = number.find() ? Math.max(1, Integer.parseInt(number.group())) : 10;
    List<String> near =
        Measure.all(cutoff).stream()
            .flatMap(m -> Stream.of(m.toString(), m + "[value>=4]"))
            .toList();
    return new UserError(
        "Unknown measure \""
            + name
            + "\"."
            + why
            + (near.contains(name) ? "" : ConfigNode.didYouMean(name, near))
            + " A measure is one of "
            + labels(MeasureType::hasCutoff)
            + ", then @ and the cutoff, or "
            + labels(type -> !type.hasCutoff())
            + "; "
            + types().stream()
                .filter(type -> !brackets(type).isEmpty())
                .map(type -> type.type() + " may be followed by " + brackets(type))
                .collect(Collectors.joining(", "))
            + ", and all but "
            + truths()
            + " by a bound such as [value>=4]. sluice measures tells what each means.");
  }

  private static String labels(Predicate<MeasureType> which) {
    return types().stream().filter(which).map(MeasureType::type).collect(Collectors.joining(", "));
  }

  private static String truths() {
    return Measure.all(1).stream()
        .filter(m -> m.needs() == MeasureType.Needs.TRUTH)
        .map(m -> m.type().type() + "(" + m.variant() + ")")
        .collect(Collectors.joining(", "));
  }

  private static String brackets(MeasureType type) {
    return Stream.concat(
            type.variants().stream(),
            type.parameter().map(p -> p.name() + "=" + p.fallback()).stream())
        .map(inside -> "(" + inside + ")")
        .collect(Collectors.joining(" or "));
  }
}
