package sluice.ingestion.split;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The digest of everything an object holds, private arrays included, bit by bit: what the contract
 * of no peeking compares.
 */
final class DeepPrint {
  private final Map<String, String> digests = new TreeMap<>();
  private final IdentityHashMap<Object, String> met = new IdentityHashMap<>();

  private DeepPrint() {}

  /** Returns the digest of every array and scalar by its path. */
  static Map<String, String> of(Object root) {
    DeepPrint print = new DeepPrint();
    print.walk("", root);
    return print.digests;
  }

  private void walk(String path, Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Enum<?>
        || value instanceof Path) {
      digests.put(path, String.valueOf(value));
      return;
    }
    String before = met.putIfAbsent(value, path);
    if (before != null) {
      digests.put(path, "as " + before);
      return;
    }
    if (value.getClass().isArray()) {
      array(path, value);
    } else if (value instanceof List<?> list) {
      digests.put(path + ".size", "" + list.size());
      for (int i = 0; i < list.size(); i++) {
        walk(path + "[" + i + "]", list.get(i));
      }
    } else if (value instanceof Map<?, ?> map) {
      // The order counts where it is the map's own; hash tables are compared sorted.
      List<String> keys = new ArrayList<>();
      map.keySet().forEach(k -> keys.add(k.toString()));
      digests.put(
          path + ".keys",
          value.getClass().equals(java.util.HashMap.class)
              ? keys.stream().sorted().toList().toString()
              : keys.toString());
      map.forEach((k, v) -> walk(path + "{" + k + "}", v));
    } else if (value instanceof Optional<?> optional) {
      walk(path + ".value", optional.orElse(null));
    } else {
      fields(path, value);
    }
  }

  private void fields(String path, Object value) {
    for (Class<?> c = value.getClass(); c != null && c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())) {
          continue;
        }
        try {
          field.setAccessible(true);
          walk(path + "." + field.getName(), field.get(value));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private void array(String path, Object array) {
    int n = Array.getLength(array);
    StringBuilder text = new StringBuilder().append(n);
    for (int i = 0; i < n; i++) {
      Object element = Array.get(array, i);
      text.append(' ')
          .append(
              element instanceof Float f
                  ? "" + Float.floatToRawIntBits(f)
                  : element instanceof String s ? s.length() + ":" + s : String.valueOf(element));
    }
    digests.put(path, digest(text.toString()));
  }

  private static String digest(String text) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return java.util.HexFormat.of().formatHex(sum);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
